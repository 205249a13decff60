import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AthenaError } from '@aws-sdk/client-athena';
import { ServiceError } from '../../service.ts';
import type { Permission } from '../../service.ts';
import { EngineEnded } from '../engine/index.ts';
import type { Outcome } from '../engine/index.ts';
import { fileOf, writePermission } from '../permissions.ts';
import { columnInfo } from '../results/column-info.ts';
import { metadataFile } from '../results/metadata-file.ts';
import { findWorkGroup } from '../work-groups.ts';
import { runStatement } from '../statements/run.ts';
import type { CatalogStatement } from '../statements/statement.ts';
import { systemError, userError } from './athena-error.ts';
import type { Ending, Query } from './queries.ts';
import type { Execution } from './execution.ts';
import { outOfReach } from './out-of-reach.ts';
import { cancelled } from './queries.ts';
import { reusedEnding } from './reuse.ts';
import { UnknownProjection } from './projected-partitions.ts';
import { sourcesOf } from './sources.ts';

/** Runs a query with its caller's rights. Whatever it fails with is how it ends. */
export async function execute(state: Execution, query: Query): Promise<Ending> {
  try {
    return await attempt(state, query);
  } catch (error) {
    if (query.stop.signal.aborted) return cancelled;
    const { message, stack = message } = error as Error;
    if (error instanceof ServiceError) return failed(userError(`Access denied: ${message}`));
    if (error instanceof UnknownProjection) return failed(userError(message, 'NOT_SUPPORTED'));
    if (error instanceof EngineEnded) return failed(systemError(`GENERIC_INTERNAL_ERROR: ${message}`));
    return defective(query, stack);
  }
}

async function attempt(state: Execution, query: Query): Promise<Ending> {
  const { description, record, parameters, stop } = query;
  if (description.kind === 'failing')
    return failed(userError(`${description.code}: ${description.message}`, description.code));
  if (description.kind === 'unparsable') return failed(userError(description.message));
  if (description.kind === 'catalog') return answered(state, query, description.statement);
  const execution = record.execution;
  const location = locationOf(query);
  const database = execution.QueryExecutionContext?.Database ?? 'default';
  const { tables, views } = await sourcesOf(
    state,
    query,
    'tables' in description ? description.tables : [],
    database,
  );
  const unread = await outOfReach(state.buckets, tables);
  if (unread !== undefined) {
    const message = `NOT_SUPPORTED: The local engine cannot read ${unread}, as its key is no path. Give it another key.`;
    return failed(userError(message, 'NOT_SUPPORTED'));
  }
  const reused = reusedEnding(state, query);
  if (reused) return reused;
  if (description.target) authorize(state, query, [writePermission(description.target)]);
  authorize(state, query, [writePermission(location)]);
  const outcome = await state.engine.run(
    {
      sql: execution.Query!,
      parameters,
      database,
      tables,
      views,
      resultFile: fileOf(state.buckets, location),
      scanLimitBytes: findWorkGroup(state.workGroups, execution.WorkGroup!).Configuration!
        .BytesScannedCutoffPerQuery,
    },
    stop.signal,
  );
  return ending(state, query, outcome);
}

/** The end of a statement about the catalog. */
async function answered(state: Execution, query: Query, statement: CatalogStatement): Promise<Ending> {
  authorize(state, query, [writePermission(locationOf(query))]);
  const answer = await runStatement(state, query, statement);
  if (!('lines' in answer)) return answer;
  const { columns, lines } = answer;
  await write(state, locationOf(query), Buffer.from(lines.map((line) => `${line}\n`).join('')));
  return {
    status: { State: 'SUCCEEDED' },
    statistics: { DataScannedInBytes: 0 },
    columns: columns.map((name) => ({ name, type: { name: 'varchar' } })),
    rows: lines.length,
  };
}

const locationOf = ({ record }: Query) => record.execution.ResultConfiguration!.OutputLocation!;

function authorize(state: Execution, { principal, requestId }: Query, permissions: Permission[]): void {
  state.authorize(permissions, { principal, requestId });
}

async function ending(state: Execution, query: Query, outcome: Outcome): Promise<Ending> {
  switch (outcome.kind) {
    case 'interrupted':
      return cancelled;
    case 'failed':
      if (outcome.defect !== undefined) return defective(query, outcome.defect);
      return failed(userError(`${outcome.code}: ${outcome.message}`, outcome.code));
    case 'scanLimit':
      // The local engine knows before it begins; AWS stops where it has read so much.
      return { status: { State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' } };
    case 'succeeded': {
      const { columns, rows, scannedBytes, files, planningMs, executionMs } = outcome.result;
      const statistics = {
        DataScannedInBytes: scannedBytes,
        QueryPlanningTimeInMillis: planningMs,
        EngineExecutionTimeInMillis: executionMs,
        DataManifestLocation: await writeCompanion(state, query, columns, files),
        ResultReuseInformation: { ReusedPreviousResult: false },
      };
      return { status: { State: 'SUCCEEDED' }, statistics, columns, rows };
    }
  }
}

/** A failure that there are no words for: they go to the log, under the query's id. */
function defective({ record }: Query, said: string): Ending {
  const id = record.execution.QueryExecutionId;
  console.error(`Query ${id} failed unexpectedly:`, said);
  const reason = `The local engine failed at query ${id}, by a defect of its own or of its machine. The log of the runtime says more.`;
  return failed(systemError(`GENERIC_INTERNAL_ERROR: ${reason}`));
}

function failed(AthenaError: AthenaError): Ending {
  return { status: { State: 'FAILED', StateChangeReason: AthenaError.ErrorMessage, AthenaError } };
}

/**
 * Writes what stands beside a result: the description of its columns or, of UNLOAD, the list of its files.
 * @returns the place of the list
 */
async function writeCompanion(
  state: Execution,
  query: Query,
  columns: Ending['columns'] = [],
  files: string[],
): Promise<string | undefined> {
  const location = locationOf(query);
  if (query.description.kind === 'unload') {
    const manifest = `${location}-manifest.csv`;
    await write(state, manifest, Buffer.from(files.map((uri) => `${uri}\n`).join('')));
    return manifest;
  }
  const id = query.record.execution.QueryExecutionId;
  await write(state, `${location}.metadata`, metadataFile(id, columns.map(columnInfo)));
  return undefined;
}

/** Puts an object in its place, written outside the bucket until it is whole. */
async function write({ buckets }: Execution, uri: string, content: Buffer): Promise<void> {
  const file = fileOf(buckets, uri);
  const temporary = join(buckets, '..', 'tmp', randomUUID());
  for (const path of [temporary, file]) await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, content);
  await rename(temporary, file);
}
