import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Athena, GetQueryResultsCommandOutput } from '@aws-sdk/client-athena';
import type { Clients } from './runtime.ts';

const bucket = 'nocturne-dev-000000000000-us-east-1';

/** What each machine leaves: tables, and for the ratings, which are many, the file that is made of them. */
const results: Record<string, { tables: string[]; file?: string }> = {
  'svr-leaderboard': { tables: ['silver_hyperparams', 'silver_predictions', 'gold_leaderboard'] },
  'customer-clusters': { tables: ['gold_customer_clusters'] },
  'customer-segments': { tables: ['gold_segments', 'gold_segment_profiles', 'gold_segment_choice'] },
  'ratings-prep': { tables: [], file: 'train_ready/ratings.csv' },
};

/** The run of each machine. */
export type Runs = Record<string, string>;

type Digests = Record<string, string>;

/** A digest of each table's rows without the run's name, and of each file, by `<machine> <name>`. */
export async function tablesOf({ athena, s3 }: Clients, runs: Runs): Promise<Digests> {
  const digests: Digests = {};
  for (const [machine, run] of Object.entries(runs)) {
    const { tables, file } = results[machine]!;
    for (const table of tables) digests[`${machine} ${table}`] = digest(await rowsOf(athena, table, run));
    if (file) {
      const { Body } = await s3.getObject({ Bucket: bucket, Key: file });
      digests[`${machine} ${file}`] = digest([await Body!.transformToString()]);
    }
  }
  return digests;
}

/** The names under which two digests differ, of some machines or of all. */
export function differences(expected: Digests, found: Digests, machines = Object.keys(results)): string[] {
  return Object.keys(expected).filter(
    (name) => machines.includes(name.split(' ')[0]!) && expected[name] !== found[name],
  );
}

async function rowsOf(athena: Athena, table: string, run: string): Promise<string[]> {
  const { QueryExecutionId } = await athena.startQueryExecution({
    QueryString: `SELECT * FROM ${table} WHERE run = ?`,
    ExecutionParameters: [`'${run}'`],
    QueryExecutionContext: { Database: 'nocturne_dev' },
    WorkGroup: 'nocturne-dev',
  });
  await ended(athena, QueryExecutionId!);
  const rows: (string | null)[][] = [];
  let NextToken: string | undefined;
  do {
    const page: GetQueryResultsCommandOutput = await athena.getQueryResults({ QueryExecutionId, NextToken });
    rows.push(
      ...page.ResultSet!.Rows!.map(({ Data }) => Data!.map(({ VarCharValue }) => VarCharValue ?? null)),
    );
    ({ NextToken } = page);
  } while (NextToken);
  const [names, ...values] = rows;
  if (values.length === 0) throw new Error(`${table} has no rows of run ${run}.`);
  const kept = names!.map((name, i) => [name, i] as const).filter(([name]) => name !== 'run');
  return values.map((row) => JSON.stringify(kept.map(([, i]) => row[i])));
}

async function ended(athena: Athena, QueryExecutionId: string): Promise<void> {
  for (;;) {
    const { QueryExecution } = await athena.getQueryExecution({ QueryExecutionId });
    const { State, StateChangeReason } = QueryExecution!.Status!;
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${State}: ${StateChangeReason}`);
    await sleep(20);
  }
}

function digest(rows: string[]): string {
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex');
}
