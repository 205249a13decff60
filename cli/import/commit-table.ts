import { basename } from 'node:path';
import { replaceFolder } from '../aws/objects.ts';
import { tableLocation } from '../aws/tables.ts';
import type { Session } from '../session.ts';
import type { CountedChange } from './check-rows.ts';
import type { PreparedTable } from './prepare-table.ts';

/** What an import did. */
export interface Imported {
  table: string;
  rows: number;
  /** What is stored otherwise than the file had it. */
  changes: CountedChange[];
  /** The object that is now the table's only one. */
  location: string;
}

/** Puts prepared content in the place of what the table holds. */
export async function commitTable(session: Session, prepared: PreparedTable): Promise<Imported> {
  const { table, rows, changes, file } = prepared;
  const folder = await tableLocation(session, table);
  return { table, rows, changes, location: await replaceFolder(session, folder, basename(file), file) };
}
