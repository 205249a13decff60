import { listKeys } from '../aws/objects.ts';
import { tableLocation } from '../aws/tables.ts';
import type { Session } from '../session.ts';
import { userTable } from '../tables/declarations.ts';
import { gunzip } from 'template-runtime/gunzip';
import { linesOf } from './files/read-lines.ts';
import { rowsOf } from './rows/rows-of.ts';
import { tableOf } from './table.ts';

/** The ids that a table holds, as text; none where it declares no id. */
export async function idsIn(session: Session, name: string): Promise<Set<string>> {
  const table = tableOf({ ...userTable(name), delivery: undefined });
  const id = table.columns.find((column) => column.id)?.name;
  const ids = new Set<string>();
  if (id === undefined) return ids;
  const s3 = await session.clients.s3();
  const folder = await tableLocation(session, table.name);
  for await (const Key of listKeys(session, folder)) {
    const { Body } = await s3.getObject({ Bucket: folder.bucket, Key });
    const lines = linesOf(gunzip(Body as unknown as AsyncIterable<Buffer>));
    for await (const { value } of rowsOf({ label: Key, lines }, table))
      ids.add(String((value as Record<string, unknown>)[id]));
  }
  return ids;
}
