import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from 'template-runtime/clock';
import { parseFaults } from '../../local/src/faults/index.ts';
import { createFirst } from '../support/create-first.ts';
import { fewLines, fillLake, resultsOf, resultTables, small } from '../support/lake.ts';
import { Pipeline } from '../support/pipeline.ts';
import type { Outcome } from '../support/pipeline.ts';
import { packagedTasks } from '../support/tasks.ts';
import type { Task } from '../support/tasks.ts';

/**
 * The errors of each service that mean trouble for a while, by what a Task's Resource contains. Lambda's are those of
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception and
 * throttling, the others' the same kinds by the services' own names.
 */
const transientErrors: Record<string, string[]> = {
  ':lambda:': [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
  ],
  ':athena:': [
    // What throttling most likely bears, as no member of Athena's model.
    'Athena.AmazonAthenaException',
    'Athena.InternalServerException',
    'Athena.SdkClientException',
    'Athena.TooManyRequestsException',
  ],
  ':glue:': [
    'Glue.GlueException',
    'Glue.InternalServiceException',
    'Glue.OperationTimeoutException',
    'Glue.SdkClientException',
  ],
  ':s3:': ['S3.S3Exception', 'S3.SdkClientException'],
  ':states:startExecution': ['StepFunctions.AWSStepFunctionsException', 'StepFunctions.SdkClientException'],
};

const errorsOf = ({ Resource }: Task) =>
  Object.entries(transientErrors).find(([service]) => Resource.includes(service))![1];

/** How often a Task is tried again after an error. */
function retriesAfter(error: string, { Retry = [] }: Task): number {
  const matching = Retry.find(({ ErrorEquals }) =>
    ErrorEquals.some((name) => [error, 'States.TaskFailed', 'States.ALL'].includes(name)),
  );
  return matching ? (matching.MaxAttempts ?? 3) : 0;
}

test('every Task of every machine is tried again at least twice after each transient error of its service', () => {
  const fragile = [...packagedTasks()].flatMap(([name, task]) =>
    errorsOf(task)
      .filter((error) => retriesAfter(error, task) < 2)
      .map((error) => `${name}: ${error}`),
  );
  expect(fragile).toEqual([]);
});

/** All retries have full jitter, so a chance of nought makes their pauses as short as the machine allows: none. */
const clock = { ...systemClock, random: () => 0 };

/** What the faults struck, by target. */
async function strikes({ home }: Pipeline): Promise<Record<string, number>> {
  const lines = (await readFile(join(home, 'logs', 'faults.log'), 'utf8')).trim().split('\n');
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const { target } = JSON.parse(line) as { target: string };
    counts[target] = (counts[target] ?? 0) + 1;
  }
  return counts;
}

/** The run ids of a night's machines. */
function childrenOf({ output }: Outcome): string[] {
  return (output as { machines: { runId: string }[] }).machines.map(({ runId }) => runId);
}

describe('nights in which every Task fails twice for a while', () => {
  let calm: Pipeline;
  let rough: Pipeline;
  const tables = new Set<string>();

  beforeAll(async () => {
    calm = await Pipeline.start({ interceptCall: (call) => createFirst(call, calm.endpoint) });
    const rules = Object.entries(transientErrors).map(([service, [error]]) => ({
      resource: `*${service}*`,
      error,
      count: 2,
    }));
    rough = await Pipeline.start({
      faults: parseFaults({ rules }),
      clock,
      interceptCall: (call) => createFirst(call, rough.endpoint),
    });
    await Promise.all([fillLake(calm, fewLines), fillLake(rough, fewLines)]);
  });
  afterAll(async () => {
    await calm?.stop();
    await rough?.stop();
  });

  // Together they pass every Task.
  it.each([
    ['every', { ...small, 'ratings-prep': { iterate: true, maxRounds: 2 } }],
    ['classic', { only: ['ratings-prep'] }],
  ])(
    '%s: the tables of a calm one',
    async (name, input) => {
      const expected = await calm.run('nightly', input, name);
      const actual = await rough.run('nightly', input, name);
      expect([expected, actual]).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }]);
      const [calmRuns, roughRuns] = [childrenOf(expected), childrenOf(actual)];
      // The third attempt of each: the first two failed.
      expect(roughRuns).toEqual(calmRuns.map((run) => run.replace(/-0$/, '-2')));
      for (const [i, run] of calmRuns.entries()) await expectEqualTables(run, roughRuns[i]!);
    },
    300_000,
  );

  it('table-profile, which no night runs', async () => {
    for (const pipeline of [calm, rough])
      expect(await pipeline.run('table-profile', {}, 'profile')).toMatchObject({ status: 'SUCCEEDED' });
    await expectEqualTables('profile', 'profile');
  });

  async function expectEqualTables(calmRun: string, roughRun: string): Promise<void> {
    const results = unnamed(await resultsOf(calm, calmRun), calmRun);
    expect(unnamed(await resultsOf(rough, roughRun), roughRun)).toEqual(results);
    for (const table of Object.keys(results)) tables.add(table);
  }

  it('left no table and no Task out', async () => {
    expect([...tables].sort()).toEqual(resultTables().sort());
    const counts = await strikes(rough);
    // A query is repeated only where it failed for good.
    const tasks = [...packagedTasks().keys()].filter((task) => !task.includes('/Repeat'));
    expect(tasks.filter((task) => !(counts[task]! >= 2))).toEqual([]);
  });
});

/** Rows without the name of their run. */
function unnamed(results: Record<string, string[]>, run: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(results).map(([table, rows]) => [table, rows.map((row) => row.replaceAll(run, 'run'))]),
  );
}

describe('a machine', () => {
  let pipeline: Pipeline;
  const start = async (...rules: object[]) => {
    pipeline = await Pipeline.start({ faults: parseFaults({ rules }), clock });
    await fillLake(pipeline, fewLines);
  };
  const cluster = (name?: string) => pipeline.run('customer-clusters', small['customer-clusters'], name);
  beforeAll(() =>
    start(
      { function: '*-cluster', crash: true, count: 2 },
      { object: 's3://*/silver/pairs/run=busy/*', error: 'SlowDown', count: 6 },
      { object: 's3://*/silver/pairs/run=cut/*', truncateBytes: 1000 },
    ),
  );
  afterAll(() => pipeline.stop());

  it('whose function crashes twice calls it a third time', async () => {
    expect((await cluster()).status).toBe('SUCCEEDED');
  });

  it('is not ended by three objects that S3 was too busy for', async () => {
    expect((await cluster('busy')).status).toBe('SUCCEEDED');
  });

  it('does not take a file that breaks off for a whole one', async () => {
    const { error, cause } = await cluster('cut');
    expect(error).toBe('InvalidPair');
    expect(cause).toMatch(/ row \d+: the file must be whole gzip, .* \(unexpected end of file\)\./);
  });

  it('whose function crashes each time fails by the name that AWS gives', async () => {
    await pipeline.stop();
    await start({ function: '*-cluster', crash: true });
    const { error, cause } = await cluster();
    expect(error).toBe('Runtime.ExitError');
    expect(cause).toContain('Runtime exited with error: signal: killed');
  });
});
