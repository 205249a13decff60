import { systemClock } from 'template-runtime/clock';
import { StatesError } from 'template-runtime/asl';
import type { InterceptedCall } from 'template-runtime/sfn';
import { fillLake, small } from '../support/lake.ts';
import { Pipeline, bucket } from '../support/pipeline.ts';
import { packagedTasks } from '../support/tasks.ts';

/** How many executions there are of the machines that nightly starts. */
async function childrenOf({ sfn }: Pipeline): Promise<number> {
  const { stateMachines } = await sfn.listStateMachines({});
  const children = stateMachines!.filter(({ name }) => !name!.endsWith('-nightly'));
  const lists = await Promise.all(
    children.map(({ stateMachineArn }) => sfn.listExecutions({ stateMachineArn })),
  );
  return lists.reduce((sum, { executions }) => sum + executions!.length, 0);
}

const everyJob = 'customer-clusters, customer-segments, ratings-prep, svr-leaderboard';

describe('nightly', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await Pipeline.start();
    await fillLake(pipeline);
  });
  afterAll(() => pipeline.stop());

  it('runs every machine and gathers what they published', async () => {
    const { status, output } = await pipeline.run(
      'nightly',
      { ...small, scheduledTime: '2026-11-22T02:00:00Z' },
      'night',
    );
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({
      run: 'night',
      machines: [
        child('customer-clusters', 'night-clusters-0-0', { customers: 300 }),
        child('customer-segments', 'night-segments-0-0', { customers: 2216 }),
        child('ratings-prep', 'night-ratings-0-0', { before: { ratings: 100000 } }),
        child('svr-leaderboard', 'night-svr-0-0', { trials: 12 }),
      ],
    });
    for (const uri of (output as { published: string[] }).published) {
      expect(uri).toMatch(/^s3:\/\/nocturne-dev-000000000000-us-east-1\//);
      expect(await pipeline.getText(uri.replace(/^s3:\/\/[^/]+\//, ''))).not.toBe('');
    }
  }, 120_000);

  const child = (job: string, runId: string, output: object) => ({
    job,
    machine: job,
    runId,
    status: 'SUCCEEDED',
    output,
  });

  it('tells its children their job, and the day of the night', async () => {
    const { input } = await pipeline.sfn.describeExecution({
      executionArn:
        'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-svr-leaderboard:night-svr-0-0',
    });
    expect(JSON.parse(input!)).toMatchObject({
      job: 'svr-leaderboard',
      asOf: '2026-11-22',
      scheduledTime: '2026-11-22T02:00:00Z',
      trials: 12,
    });
  });

  it('runs only the jobs it is told to', async () => {
    const { status, output } = await pipeline.run('nightly', { ...small, only: ['customer-clusters'] });
    expect(status).toBe('SUCCEEDED');
    expect((output as { machines: unknown[] }).machines).toHaveLength(1);
  });

  it.each([
    [{ only: [] }, new RegExp(`only must be a list of jobs out of ${everyJob}, but was \\[\\]\\.`)],
    [{ only: ['clusters'] }, /only must be .* but was \["clusters"\]\./],
    [{ only: 'nightly' }, /only must be .* but was "nightly"\./],
    [{ 'svr-leaderboard': 5 }, /svr-leaderboard must be an object, .* but was 5\./],
    [{ clusters: {} }, /Unknown field clusters/],
    [{ job: 'nightly' }, /Unknown field job\. The input takes only, customer-clusters, /],
    [{ 'ratings-prep': { job: 'ratings-prep' } }, /^ratings-prep: Unknown field job\. /],
    [
      { asOf: '2026-02-30', 'ratings-prep': { asOf: 1 } },
      /^asOf must be a day, .*\nratings-prep: asOf must be /,
    ],
    [
      { 'svr-leaderboard': { trails: 3 }, 'customer-segments': { kMin: 4, kMax: 4 }, only: ['ratings'] },
      /^only must be .*\ncustomer-segments: kMin must be less than kMax, .*\nsvr-leaderboard: Unknown field trails\. [^\n]*$/,
    ],
  ])('refuses %j before anything starts', async (input, message) => {
    const before = await childrenOf(pipeline);
    const { error, cause } = await pipeline.run('nightly', input);
    expect(error).toBe('InvalidInput');
    expect(cause).toMatch(message);
    expect(await childrenOf(pipeline)).toBe(before);
  });

  it('lets the others finish when one fails, then fails by its name', async () => {
    const { status, error, cause } = await pipeline.run(
      'nightly',
      { ...small, 'svr-leaderboard': { points: `s3://${bucket}/points/none.jsonl` } },
      'half',
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'SvrLeaderboardFailed' });
    expect(cause).toMatch(/half-svr-0-0 \(InvalidPoints: There is no object/);
    expect(cause).toMatch(/npx nocturne redrive half-svr-0-0 /);
    const clusters = await pipeline.whenEnded(
      'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-customer-clusters:half-clusters-0-0',
    );
    expect(clusters.status).toBe('SUCCEEDED');
  });
});

describe('nightly when a machine cannot be run', () => {
  let error: StatesError;
  let pipeline: Pipeline;

  beforeAll(async () => {
    const clock = { ...systemClock, random: () => 0 };
    const interceptCall = ({ state }: InterceptedCall) => {
      if (state === 'RunJob') throw error;
    };
    pipeline = await Pipeline.start({ clock, interceptCall });
  });
  afterAll(() => pipeline.stop());

  it('for want of the right to start it, names no run to redrive', async () => {
    const denied = 'User: nightly is not authorized to perform: states:StartExecution';
    error = new StatesError('StepFunctions.AWSStepFunctionsException', denied);
    const outcome = await pipeline.run('nightly', { only: ['ratings-prep'] }, 'denied');
    expect(outcome.error).toBe('RatingsPrepFailed');
    expect(outcome.cause).toBe(
      `ratings-prep could not be run (StepFunctions.AWSStepFunctionsException: ${denied}). ` +
        'Fix the cause, then start nightly again with {"only": ["ratings-prep"]}.',
    );
    const retries = [...packagedTasks()]
      .find(([name]) => name.endsWith('nightly/RunJob'))![1]
      .Retry!.filter(({ ErrorEquals }) => ErrorEquals.includes(error.error));
    // One second and two at most: no waiting brings a right.
    expect(retries).toMatchObject([{ IntervalSeconds: 1, MaxAttempts: 2 }]);
  });

  it.each([
    ['a cause that AWS has cut off', `{"Cause":"${'x'.repeat(32_768)}`.slice(0, 32_768)],
    ['one that is cut off behind a brace', `{"Cause":"${'}'.repeat(32_768)}`.slice(0, 32_768)],
    ['one that is no JSON', 'gone'],
  ])('%s does not keep it from judging the night', async (_, cause) => {
    error = new StatesError('States.TaskFailed', cause);
    const outcome = await pipeline.run('nightly', { only: ['ratings-prep', 'customer-clusters'] });
    expect(outcome.error).toBe('NightlyFailed');
    expect(outcome.cause).toContain(`(States.TaskFailed: ${cause}`.slice(0, 2001));
    expect(outcome.cause).toMatch(/redrive that run: npx nocturne redrive \S+-ratings-0-0 /);
    expect(outcome.cause!.length).toBeLessThan(6_000);
  });
});

describe('nightly when nothing works', () => {
  it('names every machine that failed', async () => {
    const pipeline = await Pipeline.start({
      interceptCall({ resource }) {
        if (resource.includes('athena') || resource.includes('lambda'))
          throw new StatesError('Injected', 'nothing works');
      },
    });
    try {
      await fillLake(pipeline);
      const only = ['svr-leaderboard', 'customer-clusters'];
      const { error, cause } = await pipeline.run('nightly', { ...small, only }, 'dark');
      expect(error).toBe('NightlyFailed');
      expect(cause).toMatch(
        /dark-clusters-0-0 \(Injected: nothing works\).*dark-svr-0-0 \(Injected: nothing works\)/s,
      );
    } finally {
      await pipeline.stop();
    }
  }, 120_000);
});
