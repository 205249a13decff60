import type { GetExecutionHistoryCommandInput, SFN } from '@aws-sdk/client-sfn';
import { readNewEvents } from '../../../cli/follow/read-new-events.ts';
import { nightlyArn } from '../support/history.ts';

/** A history of `count` events, given newest first in pages of three. */
function pagedHistory(count: number) {
  const requests: GetExecutionHistoryCommandInput[] = [];
  const getExecutionHistory = async (request: GetExecutionHistoryCommandInput) => {
    requests.push(request);
    const newest = Number(request.nextToken ?? count);
    const ids = [newest, newest - 1, newest - 2].filter((id) => id > 0);
    const rest = newest - ids.length;
    return { events: ids.map((id) => ({ id })), nextToken: rest > 0 ? String(rest) : undefined };
  };
  return { sfn: { getExecutionHistory } as unknown as SFN, requests };
}

test.each([
  [8, 0, [1, 2, 3, 4, 5, 6, 7, 8], 3],
  [8, 6, [7, 8], 1],
  [8, 5, [6, 7, 8], 2],
  [8, 8, [], 1],
  [0, 0, [], 1],
])('of %d events, those after %d', async (count, known, expected, pages) => {
  const { sfn, requests } = pagedHistory(count);
  const events = await readNewEvents(sfn, nightlyArn, known);
  expect(events.map(({ id }) => id)).toEqual(expected);
  expect(requests).toHaveLength(pages);
  expect(requests.every(({ reverseOrder }) => reverseOrder)).toBe(true);
});
