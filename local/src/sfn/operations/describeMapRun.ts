import type {
  DescribeMapRunCommandInput,
  DescribeMapRunCommandOutput,
  MapRunItemCounts,
} from '@aws-sdk/client-sfn';
import type { ItemCounts } from '../../asl/host.ts';
import type { Operation } from '../../service.ts';
import { findMapRunRecord } from '../executions/find-execution.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<DescribeMapRunCommandOutput, '$metadata'>;

export const describeMapRun: Operation<StatesState, DescribeMapRunCommandInput, Output> = {
  members: { mapRunArn: 'text' },
  permissions: ({ mapRunArn }) => [{ action: 'states:DescribeMapRun', resource: mapRunArn ?? '*' }],
  async run({ mapRunArn }, state) {
    const { record } = findMapRunRecord(requireMember('mapRunArn', mapRunArn), state);
    return {
      mapRunArn: record.mapRunArn,
      executionArn: record.executionArn,
      status: record.status,
      startDate: new Date(record.startDate),
      stopDate: record.stopDate === undefined ? undefined : new Date(record.stopDate),
      maxConcurrency: record.maxConcurrency,
      toleratedFailurePercentage: record.toleratedFailurePercentage,
      toleratedFailureCount: record.toleratedFailureCount,
      itemCounts: countsOf(record.counts.items),
      executionCounts: countsOf(record.counts.executions),
      redriveCount: record.redriveCount,
      redriveDate: record.redriveDate === undefined ? undefined : new Date(record.redriveDate),
    };
  },
};

/** No ResultWriter writes results here, and children that wait for their redrive count as pending. */
function countsOf(counts: ItemCounts): MapRunItemCounts {
  return { ...counts, resultsWritten: 0, failuresNotRedrivable: 0, pendingRedrive: 0 };
}
