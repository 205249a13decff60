import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Grammar } from '../grammar/index.ts';
import type { EngineSettings, Outcome, RunRequest } from '../protocol.ts';
import { QueryError } from '../query-error.ts';
import { translateQuery } from '../translate/query.ts';
import type { Query } from '../translate/query.ts';
import type { View } from '../sql/scope.ts';
import { readStatement } from '../sql/statement.ts';
import type { Statement } from '../sql/statement.ts';
import { openLake } from '../tables/lake.ts';
import type { Lake } from '../tables/lake.ts';
import { openScan, planScan } from '../tables/scan-view.ts';
import type { PlannedScan } from '../tables/scan-view.ts';
import { scanOf } from '../tables/table-scan.ts';
import type { TableScan } from '../tables/table-scan.ts';
import { failureOf, isInterrupt } from './failure.ts';
import { writeRows } from './select.ts';
import { unload } from './unload.ts';

/** What queries run with. */
export interface Engine {
  settings: EngineSettings;
  database: DuckDBInstance;
  grammar: Grammar;
}

/** A query while it runs. */
export interface Running {
  /** Aborted when it is cancelled. */
  signal: AbortSignal;
  connection?: DuckDBConnection;
}

/** Runs a statement to its end. Whatever it fails with is in the outcome. */
export async function run(request: RunRequest, engine: Engine, running: Running): Promise<Outcome> {
  try {
    return await plannedAndExecuted(request, engine, running);
  } catch (error) {
    if (running.signal.aborted || isInterrupt(error)) return { kind: 'interrupted' };
    const { error: reason, defect } = failureOf(error, join(engine.settings.home, 's3'));
    return { kind: 'failed', code: reason.code, message: reason.message, defect };
  }
}

async function plannedAndExecuted(request: RunRequest, engine: Engine, running: Running): Promise<Outcome> {
  const started = performance.now();
  const home = { buckets: join(engine.settings.home, 's3'), scratch: join(engine.settings.home, 'tmp') };
  const lake = openLake(home.buckets);
  const statement = await readStatement(request.sql, request.parameters, engine.grammar);
  const { query, scans } = planned(statement, request, lake, await viewsOf(request, engine));
  const written = query.columns.map(({ name, type }) => ({ name, type }));
  if (request.planOnly)
    return {
      kind: 'succeeded',
      result: { columns: written, rows: 0, scannedBytes: 0, files: [], planningMs: 0, executionMs: 0 },
    };
  const scannedBytes = lake.scannedBytes();
  if (scannedBytes > (request.scanLimitBytes ?? Infinity)) return { kind: 'scanLimit', scannedBytes };
  const planningEnded = performance.now();
  const { rows, files } = await executed(
    statement,
    { query, scans },
    request,
    home,
    engine.database,
    running,
  );
  const columns = statement.unload ? [] : written;
  const executionMs = Math.round(performance.now() - planningEnded);
  const planningMs = Math.round(planningEnded - started);
  return { kind: 'succeeded', result: { columns, rows, scannedBytes, files, planningMs, executionMs } };
}

/** A query, and what it reads. */
interface Plan {
  query: Query;
  scans: PlannedScan[];
}

/** The queries of the views in sight, by database and name. */
async function viewsOf({ views = [] }: RunRequest, { grammar }: Engine): Promise<Map<string, View>> {
  const read = views.map(async ({ database, name, sql, schema }) => {
    const { query } = await readStatement(sql, [], grammar);
    return [`${database}.${name}`, { query, schema }] as const;
  });
  return new Map(await Promise.all(read));
}

function planned(statement: Statement, request: RunRequest, lake: Lake, views: Map<string, View>): Plan {
  const scans: TableScan[] = [];
  const table = (database = request.database, name: string) => {
    const source = request.tables.find(
      (candidate) => candidate.database === database && candidate.name === name,
    );
    if (source) {
      const scan = scanOf(source, lake, `${database}.${name} ${scans.length}`);
      scans.push(scan);
      return scan;
    }
    throw new QueryError('TABLE_NOT_FOUND', `Table 'awsdatacatalog.${database}.${name}' does not exist`);
  };
  let relations = 0;
  const unique = (alias: string) => `${alias}:${++relations}`;
  const query = translateQuery(statement.query, {
    table,
    view: (database = request.database, name) => views.get(`${database}.${name}`),
    withQueries: new Map(),
    unique,
  });
  return { query, scans: scans.map(planScan) };
}

async function executed(
  statement: Statement,
  { query, scans }: Plan,
  request: RunRequest,
  home: { buckets: string; scratch: string },
  database: DuckDBInstance,
  running: Running,
): Promise<{ rows: number; files: string[] }> {
  const connection = await database.connect();
  try {
    running.connection = connection;
    await mkdir(home.scratch, { recursive: true });
    for (const scan of scans) await openScan(connection, scan, running.signal);
    running.signal.throwIfAborted();
    if (statement.unload) return await unload(connection, query, statement.unload, home);
    return { rows: await writeRows(connection, query, request.resultFile, home.scratch), files: [] };
  } finally {
    running.connection = undefined;
    connection.closeSync();
  }
}
