import type { Session } from '../session.ts';
import type { Imported, Place } from './commit-table.ts';
import { commitTable } from './commit-table.ts';
import { idsIn } from './ids-in.ts';
import type { PreparedTable } from './prepare-table.ts';
import { prepareTable } from './prepare-table.ts';
import type { Source } from './source.ts';
import { userTable } from '../tables/declarations.ts';

/** The rows for each table, by its name. */
export type SourcesOfTables = Map<string, Source[]>;

/**
 * Checks all sources first, and only when every row of every one is good puts them in their tables' places.
 * `inSession` opens the connection then, so that a bad file is refused without one.
 */
export async function importTables(
  sources: SourcesOfTables,
  { signal }: { signal: AbortSignal },
  inSession: (work: (session: Session) => Promise<Imported[]>) => Promise<Imported[]>,
  place: Place = {},
): Promise<Imported[]> {
  const prepared: PreparedTable[] = [];
  try {
    for (const [table, given] of sources) prepared.push(await prepareTable(userTable(table), given, signal));
    return await inSession((session) => commitAll(session, prepared, place));
  } finally {
    for (const table of prepared) await table.discard();
  }
}

async function commitAll(session: Session, prepared: PreparedTable[], place: Place): Promise<Imported[]> {
  const imported: Imported[] = [];
  for (const table of prepared) imported.push(await commitTable(session, table, place));
  return imported;
}

/**
 * Checks rows as an import would, and adds them to what their table holds, if none of its ids stands there already.
 * @throws CommandFailure BadRow
 */
export async function appendTo(
  table: string,
  sources: Source[],
  { signal }: { signal: AbortSignal },
  session: Session,
  place: Place,
): Promise<Imported> {
  const prepared = await prepareTable(
    userTable(table),
    sources,
    signal,
    await idsIn(session, table, place.partition),
  );
  try {
    return await commitTable(session, prepared, { ...place, append: true });
  } finally {
    await prepared.discard();
  }
}
