import { isEmpty } from '../aws/objects.ts';
import { tableLocation } from '../aws/tables.ts';
import type { Context } from '../context.ts';
import type { Imported } from '../import/commit-table.ts';
import type { SourcesOfTables } from '../import/import-tables.ts';
import { importTables } from '../import/import-tables.ts';
import type { SampleOptions } from '../samples/sources.ts';
import { samples } from '../pipelines/index.ts';
import type { Session } from '../session.ts';

/** Imports the samples of those tables that hold nothing. */
export async function importMissing(
  context: Context,
  session: Session,
  options: SampleOptions,
): Promise<Imported[]> {
  const sources: SourcesOfTables = new Map();
  for (const [table, source] of Object.entries(samples)) {
    if (await isEmpty(session, await tableLocation(session, table))) sources.set(table, [source(options)]);
  }
  return importTables(sources, context, (work) => work(session));
}
