import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { projectRoot } from '../cli/paths.ts';
import { writeCustomers } from './customers.ts';
import type { Customer } from './customers.ts';
import { measure } from './process.ts';

const { fold } = createRequire(import.meta.url)(join(projectRoot, 'sql/fold.cjs')) as {
  fold: (sql: string) => string;
};
const command = join(projectRoot, 'dist/nocturne.js');
const bucket = 'nocturne-dev-000000000000-us-east-1';

/** Puts customers in the place of `bronze_customers` in a home directory of the command. */
export async function giveCustomers(home: string, rows: Iterable<Customer>): Promise<void> {
  await writeCustomers(join(home, 's3', bucket, 'bronze/customers/data.jsonl.gz'), rows);
}

/**
 * Runs one of the statements that UNLOAD pairs through the local runtime's Athena, by the command.
 * @param path of the statement, from the root
 * @returns `seconds` of the query alone, from its start to its last file; `peakMemory` of the command with the SQL engine's
 * process; the `answer`, see `fingerprint`
 */
export async function unloadPairs(home: string, path: string, parameters: number[]) {
  const folder = `silver/pairs/run=${path.replaceAll(/[^a-z]/g, '-')}-${Date.now()}/`;
  const text = await readFile(join(projectRoot, path), 'utf8');
  const statement = fold(text).replace('{target}', `s3://${bucket}/${folder}`).replace('{most}', '100000001');
  const values = parameters.flatMap((value) => ['--param', String(value)]);
  const known = new Set(await queries(home));
  const { peakMemory } = await measure(process.execPath, [
    command,
    '--home',
    home,
    'sql',
    statement,
    ...values,
  ]);
  const [query] = (await queries(home)).filter((file) => !known.has(file));
  const { execution } = JSON.parse(await readFile(join(home, 'athena', query!), 'utf8')) as {
    execution: { Statistics: { TotalExecutionTimeInMillis: number } };
  };
  const seconds = execution.Statistics.TotalExecutionTimeInMillis / 1000;
  return { seconds, peakMemory, answer: await fingerprint(join(home, 's3', bucket, folder)) };
}

async function queries(home: string): Promise<string[]> {
  const files = await readdir(join(home, 'athena')).catch((): string[] => []);
  return files.filter((file) => file.endsWith('.json'));
}

/** How many rows, and a checksum that does not depend on their order, of the pairs in a folder. */
async function fingerprint(folder: string): Promise<string> {
  const files = (await readdir(folder).catch((): string[] => [])).map((file) => join(folder, file));
  if (files.length === 0) return showFingerprint(0, 0n);
  const list = `[${files.map((file) => `'${file}'`).join(', ')}]`;
  const rows = files[0]!.endsWith('.gz')
    ? `read_csv(${list}, header = false, delim = ',', columns = {'id_1': 'BIGINT', 'id_2': 'BIGINT', 'distance': 'DECIMAL(3,2)'})`
    : `(SELECT columns(*) FROM read_parquet(${list})) AS t (id_1, id_2, distance)`;
  const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })).connect();
  const sum = `SUM((id_1 % ${modulus1}) * (id_2 % ${modulus2}) + CAST(distance * 100 AS BIGINT))`;
  const [counts] = (await connection.runAndReadAll(`SELECT COUNT(*), ${sum} FROM ${rows}`)).getRows();
  const [pairs, checksum] = counts as [bigint, bigint];
  connection.closeSync();
  return showFingerprint(Number(pairs), checksum);
}

const modulus1 = 1_000_003;
const modulus2 = 999_983;

/** One pair's part in the checksum. */
export function checksumOf(id1: number, id2: number, hundredths: number): number {
  return (id1 % modulus1) * (id2 % modulus2) + hundredths;
}

/** @param checksum the sum over all pairs */
export function showFingerprint(pairs: number, checksum: bigint): string {
  return `${pairs} pairs, checksum ${checksum}`;
}
