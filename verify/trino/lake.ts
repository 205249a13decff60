import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { replaceFolder } from '../../cli/aws/objects.ts';
import { tableLocation } from '../../cli/aws/tables.ts';
import type { Session } from '../../cli/session.ts';

/** A table's whole content as it is delivered: one object. */
export interface Delivery {
  table: string;
  /** How the report calls it. */
  name: string;
  text: string;
}

/** Puts a delivery in the place of what the table holds, unchecked: bad rows have to be there for both engines. */
export async function deliver(session: Session, { table, text }: Delivery, directory: string): Promise<void> {
  const file = join(directory, `${table}.gz`);
  await writeFile(file, gzipSync(text));
  await replaceFolder(session, await tableLocation(session, table), 'data.gz', file);
}
