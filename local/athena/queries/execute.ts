import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceError } from '../../service.ts';
import type { Permission } from '../../service.ts';
import type { Outcome, TableSource } from '../engine/index.ts';
import { placeOf, writePermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';
import { findWorkGroup } from '../work-groups.ts';
import { catalogPermissions, dataPermissions } from './permissions.ts';
import type { Ending, Query } from './queries.ts';
import { tableSource } from './table-sources.ts';

type Execution = Pick<
  AthenaState,
  'accountId' | 'region' | 'buckets' | 'authorize' | 'catalog' | 'engine' | 'workGroups'
>;

/** Who is to blame, in AWS's numbers: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
const category = { system: 1, user: 2 } as const;

/** Runs a query with its caller's rights. Whatever it fails with is how it ends. */
export async function execute(state: Execution, query: Query): Promise<Ending> {
  try {
    return await attempt(state, query);
  } catch (error) {
    if (query.stop.signal.aborted) return { status: { State: 'CANCELLED' } };
    const { message } = error as Error;
    if (error instanceof ServiceError) return failed(`Access denied: ${message}`, category.user);
    return failed(`GENERIC_INTERNAL_ERROR: ${message}`, category.system);
  }
}

async function attempt(state: Execution, query: Query): Promise<Ending> {
  const { description, record, parameters, stop } = query;
  if (description.kind === 'failing')
    return failed(`${description.code}: ${description.message}`, category.user);
  if (description.kind === 'unparsable') return failed(description.message, category.user);
  const execution = record.execution;
  const database = execution.QueryExecutionContext?.Database ?? 'default';
  const tables = await usableTables(state, query, database);
  if (description.target) authorize(state, query, [writePermission(description.target)]);
  authorize(state, query, [writePermission(execution.ResultConfiguration!.OutputLocation!)]);
  const outcome = await state.engine.run(
    {
      sql: execution.Query!,
      parameters,
      database,
      tables,
      resultFile: fileOf(state, execution.ResultConfiguration!.OutputLocation!),
      scanLimitBytes: findWorkGroup(state.workGroups, execution.WorkGroup!).Configuration!
        .BytesScannedCutoffPerQuery,
    },
    stop.signal,
  );
  return ending(state, query, outcome);
}

/** The tables of the query that exist. That one does not is the engine's to say, in its place in the statement. */
async function usableTables(state: Execution, query: Query, database: string): Promise<TableSource[]> {
  const names = 'tables' in query.description ? query.description.tables : [];
  const sources: TableSource[] = [];
  for (const name of names) {
    const table = state.catalog.table(name.database ?? database, name.name);
    const partitioned = (table?.PartitionKeys ?? []).length > 0;
    authorize(state, query, catalogPermissions(state, name.database ?? database, name.name, partitioned));
    if (!table) continue;
    const source = await tableSource(state.catalog, table);
    authorize(state, query, dataPermissions(source));
    sources.push(source);
  }
  return sources;
}

function authorize(state: Execution, { principal, requestId }: Query, permissions: Permission[]): void {
  state.authorize(permissions, { principal, requestId });
}

async function ending(state: Execution, query: Query, outcome: Outcome): Promise<Ending> {
  switch (outcome.kind) {
    case 'interrupted':
      return { status: { State: 'CANCELLED' } };
    case 'failed':
      return failed(`${outcome.code}: ${outcome.message}`, category.user);
    case 'scanLimit':
      return {
        status: {
          State: 'CANCELLED',
          StateChangeReason: `Bytes scanned limit was exceeded: ${outcome.scannedBytes}`,
        },
      };
    case 'succeeded': {
      const { columns, rows, scannedBytes, files, planningMs, executionMs } = outcome.result;
      const manifest =
        query.description.kind === 'unload' ? await writeManifest(state, query, files) : undefined;
      const statistics = {
        DataScannedInBytes: scannedBytes,
        QueryPlanningTimeInMillis: planningMs,
        EngineExecutionTimeInMillis: executionMs,
        DataManifestLocation: manifest,
      };
      return { status: { State: 'SUCCEEDED' }, statistics, columns, rows };
    }
  }
}

function failed(reason: string, ErrorCategory: number): Ending {
  const AthenaError = { ErrorCategory, ErrorMessage: reason, Retryable: false };
  return { status: { State: 'FAILED', StateChangeReason: reason, AthenaError } };
}

/** The list of the files that UNLOAD wrote, beside its result location; written outside the bucket until it is whole. */
async function writeManifest(state: Execution, { record }: Query, files: string[]): Promise<string> {
  const location = `${record.execution.ResultConfiguration!.OutputLocation!}-manifest.csv`;
  const file = fileOf(state, location);
  const temporary = join(state.buckets, '..', 'tmp', randomUUID());
  for (const path of [temporary, file]) await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, files.map((uri) => `${uri}\n`).join(''));
  await rename(temporary, file);
  return location;
}

function fileOf({ buckets }: Execution, uri: string): string {
  const { bucket, key } = placeOf(uri);
  return join(buckets, bucket, key);
}
