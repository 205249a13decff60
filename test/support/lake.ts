import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { packageDirectory, patientsFile, projectRoot } from './pipeline.ts';
import type { Pipeline } from './pipeline.ts';

/** Inputs of the machines that make a night short. */
export const small = {
  'svr-leaderboard': { trials: 12, folds: 2 },
  'customer-clusters': { eps: 0.3 },
  'customer-segments': { kMax: 3, restarts: 2 },
};

/** Puts 300 customers and the shipped data into the bronze tables, or only the first lines of each but the customers. */
export async function fillLake(pipeline: Pipeline, lines?: Partial<typeof fewLines>): Promise<void> {
  await pipeline.put('bronze/patients/data.jsonl.gz', firstLines(await patientsFile(), lines?.patients));
  await pipeline.put(
    'bronze/customers/data.jsonl.gz',
    await readProject('test/fixtures/dbscan/customers_300.jsonl.gz'),
  );
  const campaign = gzipSync(await readProject('lake/samples/marketing_campaign.csv'));
  await pipeline.put('bronze/campaign/data.tsv.gz', firstLines(campaign, lines?.campaign));
  const ratings = await readProject('lake/samples/ratings.tsv.gz');
  await pipeline.put('bronze/ratings/data.tsv.gz', firstLines(ratings, lines?.ratings));
}

/** Enough for every Task of every machine to have something to do. */
export const fewLines = { patients: 60, campaign: 200, ratings: 2000 };

const readProject = (path: string) => readFile(join(projectRoot, path));

function firstLines(gzipped: Buffer, count: number | undefined): Buffer {
  if (count === undefined) return gzipped;
  return gzipSync(gunzipSync(gzipped).toString().split('\n').slice(0, count).join('\n') + '\n');
}

interface TableInput {
  Name: string;
  PartitionKeys?: unknown[];
}

/** The tables that runs write: those with partitions. */
export function resultTables(): string[] {
  return resourcesOfType(loadStack(packageDirectory), 'AWS::Glue::Table')
    .map(({ properties }) => properties.TableInput as TableInput)
    .filter(({ PartitionKeys = [] }) => PartitionKeys.length > 0)
    .map(({ Name }) => Name);
}

/** What a run left in every table, as sorted lines of JSON. */
export async function resultsOf(pipeline: Pipeline, run: string): Promise<Record<string, string[]>> {
  const results: Record<string, string[]> = {};
  for (const table of resultTables()) {
    const rows = await pipeline.sql(`SELECT * FROM ${table} WHERE run = '${run}'`);
    if (rows.length > 0) results[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return results;
}
