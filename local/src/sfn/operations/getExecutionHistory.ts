import type {
  GetExecutionHistoryCommandInput,
  GetExecutionHistoryCommandOutput,
  HistoryEvent,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { dataMembers } from '../disk/event-line.ts';
import { isHistoryPosition, readHistory } from '../disk/history-reader.ts';
import { invalidToken } from '../errors.ts';
import { findExecution } from '../executions/find-execution.ts';
import { decodeToken, encodeToken, pageSize } from './paging.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<GetExecutionHistoryCommandOutput, '$metadata'>;

export const getExecutionHistory: Operation<StatesState, GetExecutionHistoryCommandInput, Output> = {
  members: {
    executionArn: 'text',
    maxResults: 'integer',
    reverseOrder: 'flag',
    nextToken: 'text',
    includeExecutionData: 'flag',
  },
  permissions: ({ executionArn }) => [
    { action: 'states:GetExecutionHistory', resource: executionArn ?? '*' },
  ],
  async run(
    { executionArn, maxResults, reverseOrder = false, nextToken, includeExecutionData = true },
    state,
  ) {
    const { directory } = findExecution(requireMember('executionArn', executionArn), state).place;
    const position = nextToken === undefined ? undefined : decodeToken(nextToken, 'number');
    if (position !== undefined && !isHistoryPosition(directory, position)) throw invalidToken();
    const page = readHistory(directory, { position, count: pageSize(maxResults), reverse: reverseOrder });
    return {
      events: includeExecutionData ? page.events : page.events.map(withoutData),
      nextToken: page.next === undefined ? undefined : encodeToken(page.next),
    };
  },
};

/** The event without the data that its details carry. */
function withoutData(event: HistoryEvent): HistoryEvent {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      name.endsWith('EventDetails') ? strip(value) : value,
    ]),
  ) as HistoryEvent;
}

function strip(details: unknown): object {
  return Object.fromEntries(Object.entries(details as object).filter(([name]) => !dataMembers.has(name)));
}
