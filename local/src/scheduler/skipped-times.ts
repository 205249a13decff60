import { clockGaps } from './clock-gaps.ts';
import { parseExpression } from './expression.ts';

const yearMs = 366 * 24 * 3600 * 1000;

/**
 * The clock times of a schedule, `YYYY-MM-DDThh:mm`, that do not come in the year after an instant, because daylight
 * saving skips them: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 * @throws InvalidExpression
 */
export function skippedTimes(expression: string, timezone: string, after: Date): string[] {
  if (expression.startsWith('rate(')) return [];
  // A clock that skips nothing shows every time of the schedule.
  const onClock = parseExpression(expression, 'UTC', {}, after);
  const before = new Date(after.getTime() + yearMs);
  return clockGaps(timezone, after, before).flatMap(({ from, to }) => {
    const times: string[] = [];
    let time = onClock.next(new Date(from.getTime() - 1));
    for (; time && time < to; time = onClock.next(time)) times.push(time.toISOString().slice(0, 16));
    return times;
  });
}
