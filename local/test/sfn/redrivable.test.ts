import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionRecord } from '../../src/sfn/disk/execution-record.ts';
import { openHistory } from '../../src/sfn/disk/history-writer.ts';
import { notRedrivable } from '../../src/sfn/executions/redrivable.ts';

const stopDate = '2026-01-01T00:00:00.000Z';
const record: ExecutionRecord = {
  executionArn: 'arn:aws:states:us-east-1:000000000000:execution:machine:one',
  stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
  name: 'one',
  roleArn: 'arn:aws:iam::000000000000:role/machine-role',
  status: 'FAILED',
  startDate: stopDate,
  stopDate,
  input: '{}',
  redriveCount: 0,
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'redrivable-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Why the execution cannot be redriven when its last event has this id. */
async function afterEvents(lastId: number): Promise<string | undefined> {
  const history = openHistory(directory, () => new Date(stopDate), lastId - 1);
  const details = { error: 'Broken', cause: 'no' };
  history.append({ type: 'ExecutionFailed', executionFailedEventDetails: details }, lastId - 1);
  await history.written();
  history.close();
  return notRedrivable(record, directory, new Date(stopDate));
}

// "less than 24,999 events": https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
test('24,998 events leave room for a redrive', async () => {
  expect(await afterEvents(24_998)).toBeUndefined();
});

test('24,999 events leave none', async () => {
  expect(await afterEvents(24_999)).toBe('Execution history event limit exceeded');
});

const day = 24 * 3_600_000;

test('14 days after its end an execution can be redriven, a millisecond later it cannot', () => {
  const end = Date.parse(stopDate);
  expect(notRedrivable(record, directory, new Date(end + 14 * day))).toBeUndefined();
  expect(notRedrivable(record, directory, new Date(end + 14 * day + 1))).toBe(
    'Execution redrivable period exceeded',
  );
});

test.each(['RUNNING', 'SUCCEEDED'] as const)('an execution that is %s cannot', (status) => {
  expect(notRedrivable({ ...record, status }, directory, new Date(stopDate))).toBe(
    `Execution is ${status} and cannot be redriven`,
  );
});
