import { tableLocation } from '../aws/tables.ts';
import type { Session } from '../session.ts';
import type { DeclaredColumn, Declaration } from './declarations.ts';

/** A table with what lies in it. */
export interface TableState {
  table: string;
  description: string;
  id?: string | undefined;
  columns: DeclaredColumn[];
  location: string;
  objects: number;
  bytes: number;
  /** When an object came last, as ISO 8601 has it. */
  changed?: string | undefined;
}

/** Looks up what lies in a table's folder. */
export async function stateOf(session: Session, declaration: Declaration): Promise<TableState> {
  const { table, description, id, columns } = declaration;
  const { bucket, key } = await tableLocation(session, table);
  const s3 = await session.clients.s3();
  let [objects, bytes, changed, token] = [0, 0, 0, undefined as string | undefined];
  do {
    const page = await s3.listObjectsV2({ Bucket: bucket, Prefix: key, ContinuationToken: token });
    for (const { Size = 0, LastModified } of page.Contents ?? []) {
      objects++;
      bytes += Size;
      changed = Math.max(changed, LastModified?.getTime() ?? 0);
    }
    token = page.NextContinuationToken;
  } while (token);
  const when = changed > 0 ? new Date(changed).toISOString() : undefined;
  return {
    table,
    description,
    id,
    columns,
    location: `s3://${bucket}/${key}`,
    objects,
    bytes,
    changed: when,
  };
}
