import type { DescribeExecutionCommandInput, DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { findExecution } from '../executions/find-execution.ts';
import { notRedrivable } from '../executions/redrivable.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<DescribeExecutionCommandOutput, '$metadata'>;

export const describeExecution: Operation<StatesState, DescribeExecutionCommandInput, Output> = {
  members: { executionArn: 'text', includedData: 'text' },
  permissions: ({ executionArn }) => [{ action: 'states:DescribeExecution', resource: executionArn ?? '*' }],
  async run({ executionArn, includedData }, state) {
    const { record, place } = findExecution(requireMember('executionArn', executionArn), state);
    const reason = notRedrivable(record, place.directory, state.clock.now());
    return { ...describe(record, includedData !== 'METADATA_ONLY'), ...redriveStatus(record, reason) };
  },
};

function describe(record: ExecutionRecord, included: boolean): Output {
  const { stopDate, output } = record;
  return {
    executionArn: record.executionArn,
    stateMachineArn: record.stateMachineArn,
    name: record.name,
    status: record.status,
    startDate: new Date(record.startDate),
    stopDate: stopDate === undefined ? undefined : new Date(stopDate),
    input: included ? record.input : undefined,
    inputDetails: { included },
    output: included ? output : undefined,
    outputDetails: output === undefined ? undefined : { included },
    error: record.error,
    cause: record.cause,
    mapRunArn: record.mapRunArn,
    redriveCount: record.redriveCount,
    redriveDate: record.redriveDate === undefined ? undefined : new Date(record.redriveDate),
  };
}

function redriveStatus(
  { mapRunArn }: ExecutionRecord,
  redriveStatusReason: string | undefined,
): Pick<Output, 'redriveStatus' | 'redriveStatusReason'> {
  if (redriveStatusReason) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
  return { redriveStatus: mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}
