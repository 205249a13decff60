import type { HistoryEvent, SFN } from '@aws-sdk/client-sfn';

/**
 * The events after one already known, oldest first. Asks for the newest first, so that the cost goes with what is new and
 * not with what has been.
 */
export async function readNewEvents(
  sfn: SFN,
  executionArn: string,
  lastEventId: number,
): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.getExecutionHistory({
      executionArn,
      reverseOrder: true,
      maxResults: 100,
      nextToken,
    });
    const fresh = (page.events ?? []).filter(({ id }) => id! > lastEventId);
    events.push(...fresh);
    nextToken = fresh.length < (page.events ?? []).length ? undefined : page.nextToken;
  } while (nextToken);
  return events.reverse();
}
