import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Rehearsal } from '../../../cli/cost/rehearsal.ts';
import { machineOf, readPackagedStack } from '../../../cli/cost/stage.ts';
import { transitionsOf } from '../../../kernels/cost/usage.ts';
import { volumeOf } from '../../../cli/cost/volume.ts';
import type { Json } from 'template-runtime/asl';
import { Pipeline, packageDirectory, patientsFile, projectRoot } from '../../support/pipeline.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await Pipeline.start();
  const files: [string, string | Buffer][] = [
    ['bronze/patients/data.jsonl.gz', await patientsFile()],
    ['bronze/customers/data.jsonl.gz', await readProject('test/fixtures/dbscan/customers_300.jsonl.gz')],
    ['bronze/campaign/data.tsv.gz', gzipSync(await readProject('lake/samples/marketing_campaign.csv'))],
    ['bronze/ratings/data.tsv.gz', await readProject('lake/samples/ratings.tsv.gz')],
  ];
  for (const [key, body] of files) await pipeline.put(key, body);
});
afterAll(() => pipeline.stop());

test.each<[string, Json]>([
  ['svr-leaderboard', { trials: 3, folds: 2 }],
  ['svr-leaderboard', { trials: 450, folds: 2, maxConcurrency: 3 }],
  ['svr-leaderboard', { trials: 12, strategy: 'grid', folds: 2 }],
  ['svr-leaderboard', { points: [{ gamma: 0.01, C: 10, epsilon: 5 }] }],
  ['customer-clusters', {}],
  ['customer-clusters', { algorithm: 'OPTICS' }],
  ['customer-segments', { kMin: 2, kMax: 3, restarts: 1 }],
  ['customer-segments', { kMin: 3, kMax: 7, restarts: 1 }],
  ['ratings-prep', {}],
  ['ratings-prep', { iterate: true, maxRounds: 2 }],
  ['table-profile', {}],
  ['nightly', { only: ['customer-clusters', 'ratings-prep'], 'ratings-prep': { outputName: 'night' } }],
  ['nightly', { 'svr-leaderboard': { trials: 12, folds: 2 }, 'customer-segments': { kMax: 4, restarts: 1 } }],
])(
  'the estimate for %s with %j counts the transitions of a real run',
  async (machine, input) => {
    const { status, executionArn } = await pipeline.run(machine, input);
    expect(status).toBe('SUCCEEDED');
    expect(await estimate(machine, input)).toBe(await transitionsInHistory(executionArn));
  },
  120_000,
);

async function estimate(name: string, input: Json): Promise<number> {
  const stack = readPackagedStack(packageDirectory);
  const rehearsal = new Rehearsal({ ...stack, volume: volumeOf(300) });
  await rehearsal.run(machineOf(stack, name), input);
  return rehearsal.usage.executions.reduce((sum, executions) => sum + transitionsOf(executions), 0);
}

/** States entered, here, in nested executions and in a distributed Map's children, and one for each such child. */
async function transitionsInHistory(executionArn: string): Promise<number> {
  let transitions = 0;
  for (const event of await historyOf(executionArn)) {
    if (event.type!.endsWith('StateEntered')) transitions++;
    if (event.type === 'TaskSubmitted' && event.taskSubmittedEventDetails!.resourceType === 'states') {
      const { ExecutionArn } = JSON.parse(event.taskSubmittedEventDetails!.output!) as {
        ExecutionArn: string;
      };
      transitions += await transitionsInHistory(ExecutionArn);
    }
    if (event.type === 'MapRunStarted') {
      const { mapRunArn } = event.mapRunStartedEventDetails!;
      const { executions } = await pipeline.sfn.listExecutions({ mapRunArn, maxResults: 1000 });
      for (const child of executions!) transitions += 1 + (await transitionsInHistory(child.executionArn!));
    }
  }
  return transitions;
}

async function historyOf(executionArn: string) {
  const { events, nextToken } = await pipeline.sfn.getExecutionHistory({ executionArn, maxResults: 1000 });
  expect(nextToken).toBeUndefined();
  return events!;
}

function readProject(path: string): Promise<Buffer> {
  return readFile(join(projectRoot, path));
}
