import { gzipSync } from 'node:zlib';
import { systemClock } from 'template-runtime/clock';
import { StatesError } from 'template-runtime/asl';
import type { InterceptedCall } from 'template-runtime/sfn';
import { fewLines, fillLake } from '../support/lake.ts';
import { Pipeline } from '../support/pipeline.ts';

const customers = 'bronze/customers/data.jsonl.gz';
/** Retries do not wait, and the pauses between tries pass at once; timeouts, which are longer, stay as they are. */
const clock = {
  ...systemClock,
  random: () => 0,
  sleep: (ms: number, signal: AbortSignal) => systemClock.sleep(ms <= 20_000 ? 5 : ms, signal),
};

let pipeline: Pipeline;
/** What a call of a state is to fail with, by its number from 1. */
let failing: Record<string, (attempt: number) => StatesError | undefined> = {};
const attempts: Record<string, number> = {};

function interceptCall({ state }: InterceptedCall): void {
  attempts[state] = (attempts[state] ?? 0) + 1;
  const error = failing[state]?.(attempts[state]);
  if (error) throw error;
}

beforeAll(async () => {
  pipeline = await Pipeline.start({ clock, interceptCall });
  await fillLake(pipeline, fewLines);
});
afterAll(() => pipeline.stop());
beforeEach(() => {
  failing = {};
  for (const state of Object.keys(attempts)) delete attempts[state];
});

/** How a query's Task fails: the cause is GetQueryExecution's answer. */
function queryFailed(Status: object, Query = 'SELECT 1'): StatesError {
  return new StatesError('States.TaskFailed', JSON.stringify({ QueryExecution: { Query, Status } }));
}
const systemFailure = queryFailed({
  State: 'FAILED',
  AthenaError: { ErrorCategory: 1, ErrorType: 233, Retryable: true },
});

// As told in https://github.com/duo-labs/cloudtracker/issues/63.
const s3Throttling = queryFailed({
  State: 'FAILED',
  StateChangeReason: 'HIVE_CURSOR_ERROR: Please reduce your request rate.',
});

/** The queries that ran and whose text contains this. */
async function queriesWith(text: string): Promise<string[]> {
  const { QueryExecutionIds } = await pipeline.athena.listQueryExecutions({ WorkGroup: 'nocturne-dev' });
  const { QueryExecutions } = await pipeline.athena.batchGetQueryExecution({ QueryExecutionIds });
  return QueryExecutions!.filter(({ Query }) => Query!.includes(text)).map(({ Status }) => Status!.State!);
}

test('a query that Athena may answer next time is tried twice more, each into a folder of its own', async () => {
  failing.MeasureDistances = (attempt) => [systemFailure, s3Throttling][attempt - 1];
  const { status } = await pipeline.run('customer-clusters', {}, 'transient');
  expect({ status, attempts: attempts.MeasureDistances }).toEqual({ status: 'SUCCEEDED', attempts: 3 });
  expect(attempts.RepeatMeasureDistances).toBeUndefined();
  expect(await queriesWith('silver/pairs/run=transient/0-2/')).toEqual(['SUCCEEDED']);
});

test('and no more than that', async () => {
  failing = { MeasureDistances: () => systemFailure, RepeatMeasureDistances: () => systemFailure };
  const { error } = await pipeline.run('customer-clusters');
  expect({ error, ...attempts }).toMatchObject({
    error: 'States.TaskFailed',
    MeasureDistances: 3,
    RepeatMeasureDistances: 1,
  });
});

test.each<[string, StatesError]>([
  [
    "its author's mistake",
    queryFailed({ State: 'FAILED', AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false } }),
  ],
  [
    'the limit of its bytes',
    queryFailed({ State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' }),
  ],
  ['a reason without a verdict', queryFailed({ State: 'FAILED', StateChangeReason: 'Unknown' })],
  [
    'a text that only looks like a verdict',
    queryFailed({ State: 'FAILED' }, 'SELECT \'{"Retryable":true}\''),
  ],
  ['a cause that is cut off', new StatesError('States.TaskFailed', '{"QueryExecution":{"Query":"SELECT')],
  ['a refusal', new StatesError('Athena.InvalidRequestException', 'no such column')],
])('a query that fails for %s is not tried again', async (_reason, error) => {
  failing = { ScoreTrials: () => error, RepeatScoreTrials: () => error };
  const outcome = await pipeline.run('svr-leaderboard', { trials: 2, folds: 2 });
  expect(outcome).toMatchObject({ status: 'FAILED', error: error.error, cause: error.errorCause });
  expect(attempts).toMatchObject({ ScoreTrials: 1, RepeatScoreTrials: 1 });
});

test('throttling is waited out, whatever name it bears', async () => {
  const throttled = new StatesError('Athena.AmazonAthenaException', 'Rate exceeded');
  failing.ListCustomers = (attempt) => (attempt <= 6 ? throttled : undefined);
  const { status } = await pipeline.run('customer-clusters', {}, 'throttled');
  expect({ status, attempts: attempts.ListCustomers }).toEqual({ status: 'SUCCEEDED', attempts: 7 });
  expect(await queriesWith('silver/customer_ids/run=throttled/0-0/')).toEqual(['SUCCEEDED']);
});

test('a query that failed runs once, and once more when its data are mended and it is redriven', async () => {
  const whole = await pipeline.s3.getObject({
    Bucket: 'nocturne-dev-000000000000-us-east-1',
    Key: customers,
  });
  const bytes = Buffer.from(await whole.Body!.transformToByteArray());
  await pipeline.put(customers, gzipSync('{"customer_id": "seven"}\n{'));
  const { error, cause, executionArn } = await pipeline.run('customer-clusters', {}, 'mended');
  expect(error).toBe('States.TaskFailed');
  const { QueryExecution } = JSON.parse(cause!) as { QueryExecution: { Status: object } };
  expect(QueryExecution.Status).toMatchObject({ State: 'FAILED', AthenaError: { Retryable: false } });
  const failed = [
    ...(await queriesWith('silver/pairs/run=mended/')),
    ...(await queriesWith('silver/customer_ids/run=mended/')),
  ];
  // The other branch is stopped or fails by itself.
  expect(failed).toHaveLength(2);
  expect(failed).toContain('FAILED');

  await pipeline.put(customers, bytes);
  await pipeline.sfn.redriveExecution({ executionArn });
  expect(await pipeline.whenEnded(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await queriesWith('silver/pairs/run=mended/1-0/')).toEqual(['SUCCEEDED']);
});
