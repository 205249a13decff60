import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { measure } from '../process.ts';

const command = join(projectRoot, 'dist/nocturne.js');
const customers = 20_000;
const trials = 100;

/** The main job at full size, cold: fills an empty home with the samples and runs the night. Twice, to compare. */
export async function* figures({ directory }: SuiteOptions): AsyncGenerator<Figure> {
  const first = await night(join(directory, 'first'));
  const second = await night(join(directory, 'second'));
  yield {
    name: `nightly: ${customers} customers, ${trials} trials of 5 folds, from an empty home`,
    unit: 's',
    ours: Math.min(first.seconds, second.seconds),
    peer: null,
    ratio: null,
    equal: first.answer === second.answer,
    peakMemory: Math.max(first.peakMemory!, second.peakMemory!),
  };
}

/** One night; its answer is the leaderboard and the clusters, which every night must find the same. */
async function night(home: string) {
  await mkdir(home);
  const nocturne = (...args: string[]) => measure(process.execPath, [command, '--home', home, ...args]);
  const figure = await nocturne('demo', '--customers', String(customers), '--trials', String(trials));
  const statements = [
    'SELECT rank, trial_id, r2_cv, r2_test, n_support FROM gold_leaderboard ORDER BY rank',
    'SELECT cluster, kind, COUNT(*) AS customers FROM gold_customer_clusters GROUP BY cluster, kind ORDER BY 1, 2',
  ];
  const answers: string[] = [];
  for (const statement of statements) answers.push((await nocturne('sql', statement, '--json')).stdout);
  return { ...figure, answer: answers.join('\n') };
}
