import { join } from 'node:path';
import type { Source } from '../import/check-rows.ts';
import { readLines } from '../import/read-lines.ts';
import { projectRoot } from '../paths.ts';
import { generateCustomers } from './customers.ts';
import { readPatients } from './patients.ts';

/** How the generated samples are made. */
export interface SampleOptions {
  customers: number;
  seed: number;
}

export const defaultSamples: SampleOptions = { customers: 20_000, seed: 1 };

/** The shipped samples by the table that each is for. They pass the same checks as a user's file. */
export const samples: Record<string, (options: SampleOptions) => Source> = {
  bronze_patients: () => source('lake/samples/diabetes.csv', readPatients()),
  bronze_customers: ({ customers, seed }) =>
    source(`the generated customers (seed ${seed})`, generateCustomers(customers, seed)),
  bronze_ratings: () => shippedFile('lake/samples/ratings.tsv.gz'),
  bronze_campaign: () => shippedFile('lake/samples/marketing_campaign.csv'),
};

function shippedFile(path: string): Source {
  return { label: path, lines: readLines(join(projectRoot, path)) };
}

function source(label: string, rows: Iterable<unknown> | Promise<Iterable<unknown>>): Source {
  return { label, lines: encode(rows) };
}

async function* encode(rows: Iterable<unknown> | Promise<Iterable<unknown>>): AsyncGenerator<Buffer> {
  for (const row of await rows) yield Buffer.from(JSON.stringify(row));
}
