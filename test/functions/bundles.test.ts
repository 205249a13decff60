import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { readExampleEvent, readExampleLake } from './examples.ts';
import { environmentOf, startS3Stub, type S3Stub } from './s3-stub.ts';

let stub: S3Stub;
let directory: string;

beforeEach(async () => {
  stub = await startS3Stub(readExampleLake());
  directory = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await stub.stop();
});

const bundleOf = (name: string) => fileURLToPath(new URL(`../../build/${name}/index.cjs`, import.meta.url));

/** Invokes a bundle in a process whose directory holds nothing else and whose environment holds only ours. */
async function invokeAlone(name: string): Promise<{ result: unknown; stderr: string }> {
  copyFileSync(bundleOf(name), join(directory, 'index.cjs'));
  const script = `require('./index.cjs').handler(${JSON.stringify(readExampleEvent(name))})
    .then((result) => console.log(JSON.stringify(result)))`;
  const options = { cwd: directory, env: environmentOf(stub) };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script], options);
  // One line: the SDK prints nothing besides.
  return { result: JSON.parse(stdout), stderr };
}

test.each([
  ['write-query', { columns: { id: { name: 'patient_id', type: 'bigint', kind: 'key' } } }],
  ['publish-profile', { rows: 442, columns: 3, advice: { ids: ['patient_id'], targets: ['age'] } }],
  ['prepare-rows', { trainingRows: 353, testRows: 89, features: 10 }],
  ['plan-trials', { trials: 12 }],
  ['run-trials', { trials: 4 }],
  ['publish-leaderboard', { trials: 12, failedTrials: 1 }],
  ['promote-model', { promoted: true, champion: { run: 'example' } }],
  ['cluster', { customers: 60, pairs: 89, clusters: 4 }],
  ['fit-kmeans', { k: 4, silhouetteError: null }],
  ['segment', { k: 3, chosenBy: 'elbow', customers: 200 }],
])('%s runs its example event from its bundle alone', async (name, expected) => {
  const { result, stderr } = await invokeAlone(name);
  expect(result).toMatchObject(expected);
  expect(stderr).toBe('');
  expect(deflateRawSync(readFileSync(bundleOf(name))).length).toBeLessThan(350_000);
});
