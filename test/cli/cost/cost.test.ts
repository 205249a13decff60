import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estimate } from '../../../cli/cost/estimate.ts';
import { runCommandLine } from '../../../cli/program.ts';
import { recordingOutput } from '../support/recording-output.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

async function cost(...argv: string[]) {
  const output = recordingOutput({ json: argv.includes('--json') });
  const status = await runCommandLine(['cost', ...argv], output, new AbortController().signal);
  return { status, stdout: output.stdout, stderr: output.stderr };
}

async function estimateOf(...argv: string[]): Promise<Estimate> {
  return JSON.parse((await cost(...argv, '--json')).stdout) as Estimate;
}

function inputFile(text: string): string {
  const file = join(directory(), 'input.json');
  writeFileSync(file, text);
  return file;
}

const machines = ['svr-leaderboard', 'customer-clusters', 'customer-segments', 'ratings-prep'];

test.each(['nightly', ...machines])('%s: every line and every price with its source', async (machine) => {
  const { status, stdout } = await cost(machine);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    new RegExp(`^${machine} on AWS, us-east-1: about \\$[\\d.]+ a run, \\$[\\d.]+ for 30 nights`),
  );
  expect(stdout).toMatch(/no free tier counted/);
  expect(stdout).toMatch(
    /Step Functions, state transitions \(Standard\) +\d+ transitions +\$0\.025 \/ 1,000 transitions/,
  );
  expect(stdout).toMatch(/t4g\.nano \(0\.5 GiB\): 730 h × .* = \$7\.36, [\d,.]+ times the/);
  expect(stdout).toMatch(/Prices in us-east-1, read on \d{4}-\d\d-\d\d:/);
  expect(stdout).toMatch(/https:\/\/aws\.amazon\.com\/step-functions\/pricing\//);
});

test('--json tells everything, and its sums are right', async () => {
  const estimate = await estimateOf('svr-leaderboard');
  expect(estimate).toMatchObject({ machine: 'svr-leaderboard', input: {}, region: 'us-east-1', nights: 30 });
  expect(Object.keys(estimate)).toEqual([
    ...[
      'machine',
      'input',
      'volume',
      'region',
      'nights',
      'total',
      'lines',
      'executions',
      'functions',
      'queries',
    ],
    ...['servers', 'prices', 'measured'],
  ]);
  const { lines, total, executions, functions } = estimate;
  expect(lines.reduce((sum, { run }) => sum + run.amount, 0)).toBeCloseTo(total.run, 12);
  expect(lines.reduce((sum, { month }) => sum + month.amount, 0)).toBeCloseTo(total.month, 12);
  for (const { run, price, per } of lines) expect(run.amount).toBeCloseTo((run.quantity * price) / per, 12);
  const transitions = executions.reduce((sum, each) => sum + each.transitions, 0);
  expect(lines.find(({ name }) => name === 'transitions')!.run.quantity).toBe(transitions);
  expect(functions.find(({ name }) => name === 'run-trials')!.memory).toBe(1769);
});

const transitions = ({ executions }: Estimate) => executions.reduce((sum, each) => sum + each.transitions, 0);

test('nightly is the sum of the others and its own states', async () => {
  const night = await estimateOf('nightly');
  const others = await Promise.all(machines.map((machine) => estimateOf(machine)));
  const own = night.executions.find(({ flow }) => flow === 'nightly')!.transitions;
  expect(transitions(night)).toBe(own + others.reduce((sum, other) => sum + transitions(other), 0));
  expect(night.queries).toHaveLength(others.reduce((sum, { queries }) => sum + queries.length, 0));
});

test('nightly honours only and the inputs of its machines', async () => {
  const input = inputFile('{"only": ["svr-leaderboard"], "svr-leaderboard": {"folds": 3}}');
  const {
    executions,
    functions,
    input: used,
  } = await estimateOf('nightly', '--input', input, '--trials', '200');
  expect(used).toEqual({ only: ['svr-leaderboard'], 'svr-leaderboard': { folds: 3, trials: 200 } });
  expect(executions.map(({ flow }) => flow)).toEqual([
    'nightly',
    'svr-leaderboard',
    'svr-leaderboard/trials',
  ]);
  expect(functions.map(({ name }) => name)).toEqual([
    ...['write-query', 'prepare-rows', 'plan-trials', 'run-trials', 'publish-leaderboard', 'promote-model'],
  ]);
});

test('--trials and --customers make it dearer', async () => {
  const few = await estimateOf('svr-leaderboard', '--trials', '50');
  const many = await estimateOf('svr-leaderboard', '--trials', '5000');
  expect(many.total.run).toBeGreaterThan(few.total.run);
  const sample = await estimateOf('customer-clusters');
  const larger = await estimateOf('customer-clusters', '--customers', '80000');
  expect(sample.volume.customers).toBe(20_000);
  expect(larger.volume.pairs).toBeGreaterThan(3 * sample.volume.pairs);
  expect(larger.total.run).toBeGreaterThan(sample.total.run);
});

test.each([
  [
    'an unknown machine',
    ['nightly2'],
    /There is no machine "nightly2" in nocturne-dev\. There are: customer-clusters, /,
  ],
  ['no machine', [], /missing required argument 'machine'/],
  [
    'a count that is none',
    ['customer-clusters', '--customers', '1e5'],
    /--customers .* must be a whole number from 1/,
  ],
  ['no customers', ['customer-clusters', '--customers', '0'], /--customers .* must be a whole number from 1/],
  ['customers where there are none', ['svr-leaderboard', '--customers', '5'], /reads no table of customers/],
  ['trials where there are none', ['ratings-prep', '--trials', '5'], /InvalidInput: Unknown field trials\./],
  [
    'too many trials',
    ['svr-leaderboard', '--trials', '10001'],
    /InvalidInput: trials must be a whole number from 1 to 10000, but was 10001\./,
  ],
  [
    'an input that is not there',
    ['nightly', '--input', '/nowhere.json'],
    /input \/nowhere\.json cannot be read: there is no such file/,
  ],
  ['a stage', ['nightly', '--stage', 'prod'], /--stage prod has no meaning for it/],
  [
    'more pairs than the machine takes',
    ['customer-clusters', '--customers', '1000000'],
    /TooManyPairs: About \d+ pairs of 1000000 customers would lie within 0\.3, more than maxPairs, 20000000\./,
  ],
])('%s is refused', async (_, argv, message) => {
  const { status, stdout, stderr } = await cost(...argv);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^nocturne: .*\n$/);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

test.each([
  [
    '{"trials": ',
    /The input .* is not JSON at line 1, character 12: the text ends too early/,
    'InvalidExecutionInput',
  ],
  ['[1]', /The input must be a JSON object, but was \[1\]\./, 'InvalidInput'],
  ['{"trials": "5"}', /trials must be a whole number from 1 to 10000, but was "5"\./, 'InvalidInput'],
])("the input %s is refused, in the machine's own words", async (text, message, error) => {
  const { status, stdout, stderr } = await cost('svr-leaderboard', '--input', inputFile(text), '--json');
  expect(stderr).toMatch(message);
  expect(JSON.parse(stdout)).toMatchObject({ error, cause: expect.stringMatching(message) as string });
  expect(status).toBe(1);
});

test('a machine of the night that would fail is named', async () => {
  const { status, stderr } = await cost('nightly', '--customers', '1000000');
  expect(stderr).toMatch(/CustomerClustersFailed: .*TooManyPairs: About \d+ pairs of 1000000 customers/);
  expect(status).toBe(1);
});

test('a machine of the night that would refuse its input is named', async () => {
  const { status, stderr } = await cost('nightly', '--input', inputFile('{"customer-clusters": {"eps": 2}}'));
  expect(stderr).toMatch(/InvalidInput: customer-clusters: eps must be .* but was 2\./);
  expect(status).toBe(1);
});
