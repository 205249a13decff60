import { listKeys } from '../aws/objects.ts';
import { tableLocation } from '../aws/tables.ts';
import { CommandFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import { userTable } from '../tables/declarations.ts';
import { gunzip } from 'template-runtime/gunzip';
import { linesOf } from './files/read-lines.ts';
import { rowsOf } from './rows/rows-of.ts';
import { tableOf } from './table.ts';

/**
 * The ids that a table, or a day of it, holds, as text; none where it declares no id.
 * @throws CommandFailure AppendRefused for Parquet, whose ids are not read back
 */
export async function idsIn(session: Session, name: string, partition = ''): Promise<Set<string>> {
  const table = tableOf({ ...userTable(name), delivery: undefined });
  const id = table.columns.find((column) => column.id)?.name;
  const ids = new Set<string>();
  if (id === undefined) return ids;
  if (table.stores === 'parquet') throw refused(table.name);
  const s3 = await session.clients.s3();
  const { bucket, key } = await tableLocation(session, table.name);
  const folder = { bucket, key: key + partition };
  for await (const Key of listKeys(session, folder)) {
    const { Body } = await s3.getObject({ Bucket: folder.bucket, Key });
    const lines = linesOf(gunzip(Body as unknown as AsyncIterable<Buffer>));
    for await (const { value } of rowsOf({ label: Key, lines }, table))
      ids.add(String((value as Record<string, unknown>)[id]));
  }
  return ids;
}

const refused = (table: string) =>
  new CommandFailure(
    'AppendRefused',
    `Whether ids repeat cannot be told in ${table}, which is Parquet and has an id. Nothing was imported: import one file with all rows, or declare no id.`,
  );
