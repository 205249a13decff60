import type { Session } from '../session.ts';
import type { Source } from './check-rows.ts';
import type { Imported } from './commit-table.ts';
import { commitTable } from './commit-table.ts';
import type { PreparedTable } from './prepare-table.ts';
import { prepareTable } from './prepare-table.ts';

/**
 * Checks all sources first, and only when every row of every one is good puts them in their tables' places.
 * `inSession` opens the connection then, so that a bad file is refused without one.
 */
export async function importTables(
  sources: Map<string, Source>,
  { signal }: { signal: AbortSignal },
  inSession: (work: (session: Session) => Promise<Imported[]>) => Promise<Imported[]>,
): Promise<Imported[]> {
  const prepared: PreparedTable[] = [];
  try {
    for (const [table, source] of sources) prepared.push(await prepareTable(table, source, signal));
    return await inSession((session) => commitAll(session, prepared));
  } finally {
    for (const table of prepared) await table.discard();
  }
}

async function commitAll(session: Session, prepared: PreparedTable[]): Promise<Imported[]> {
  const imported: Imported[] = [];
  for (const table of prepared) imported.push(await commitTable(session, table));
  return imported;
}
