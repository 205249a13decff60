import type { ListMapRunsCommandInput, ListMapRunsCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { mapRunsOf } from '../disk/layout.ts';
import { readMapRun } from '../disk/map-run-record.ts';
import { findExecution } from '../executions/find-execution.ts';
import { pageByName } from './paging.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<ListMapRunsCommandOutput, '$metadata'>;

/** The newest first. */
export const listMapRuns: Operation<StatesState, ListMapRunsCommandInput, Output> = {
  members: { executionArn: 'text', maxResults: 'integer', nextToken: 'text' },
  permissions: ({ executionArn }) => [{ action: 'states:ListMapRuns', resource: executionArn ?? '*' }],
  async run({ executionArn, maxResults, nextToken }, state) {
    const { directory } = findExecution(requireMember('executionArn', executionArn), state).place;
    // A process that died may have made a directory and no record.
    const records = mapRunsOf(directory)
      .map(readMapRun)
      .filter((record) => record !== undefined);
    records.sort((a, b) => (a.startDate < b.startDate ? 1 : -1));
    const page = pageByName(records, (record) => record.mapRunArn, maxResults, nextToken);
    const mapRuns = page.entries.map((record) => ({
      executionArn: record.executionArn,
      mapRunArn: record.mapRunArn,
      stateMachineArn: record.stateMachineArn,
      startDate: new Date(record.startDate),
      stopDate: record.stopDate === undefined ? undefined : new Date(record.stopDate),
    }));
    return { mapRuns, nextToken: page.nextToken };
  },
};
