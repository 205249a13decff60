import { basename } from 'node:path';
import { putFile, replaceFolder } from '../aws/objects.ts';
import type { S3Location } from '../aws/tables.ts';
import { tableLocation } from '../aws/tables.ts';
import type { Session } from '../session.ts';
import type { CountedChange } from './check-rows.ts';
import type { PreparedTable } from './prepare-table.ts';
import { keepBefore } from './undo.ts';

/** What an import did. */
export interface Imported {
  table: string;
  rows: number;
  /** What is stored otherwise than the file had it. */
  changes: CountedChange[];
  /** The object with the rows. */
  location: string;
}

/** Where prepared content goes. */
export interface Place {
  /** The folder of a day, e.g. `day=2026-11-30/`, in place of the whole table. */
  partition?: string | undefined;
  /** Whether it goes beside what is there. */
  append?: boolean;
  /** Whether what is there is kept, so that the import can be undone. */
  keep?: boolean;
}

/** Puts prepared content in the place of what the table, or its partition, holds; or beside it. */
export async function commitTable(
  session: Session,
  { table, rows, changes, file }: PreparedTable,
  { partition = '', append = false, keep = false }: Place,
): Promise<Imported> {
  const { bucket, key } = await tableLocation(session, table);
  const folder = { bucket, key: key + partition };
  if (keep) await keepBefore(session, folder);
  const location = append
    ? await putFile(session, besideOthers(folder, file), file)
    : await replaceFolder(session, folder, basename(file), file);
  return { table, rows, changes, location };
}

/** A name that sorts by the time of the import. */
function besideOthers(folder: S3Location, file: string): S3Location {
  const [name] = basename(file).split('.');
  const ending = basename(file).slice(name!.length);
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  return { ...folder, key: `${folder.key}${name}-${time}${ending}` };
}
