import { wallTimeOf } from './wall-time.ts';

/** Clock times that a time zone leaves out, written as if they were UTC: from the first one to the next that exists. */
export interface ClockGap {
  from: Date;
  to: Date;
}

const dayMs = 24 * 3600 * 1000;

/** The times that the clock skips between two instants, as daylight saving puts it forward. */
export function clockGaps(timezone: string, after: Date, before: Date): ClockGap[] {
  const gaps: ClockGap[] = [];
  for (let start = after.getTime(); start < before.getTime(); start += dayMs) {
    const [earlier, later] = [offsetMs(start, timezone), offsetMs(start + dayMs, timezone)];
    if (later <= earlier) continue;
    const change = changeWithin(start, start + dayMs, timezone);
    gaps.push({ from: new Date(change + earlier), to: new Date(change + later) });
  }
  return gaps;
}

/** The instant at which the clock is changed; it changes at whole seconds. */
function changeWithin(start: number, end: number, timezone: string): number {
  const before = offsetMs(start, timezone);
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, timezone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** How far the clock is ahead of UTC. */
function offsetMs(instant: number, timezone: string): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${wallTimeOf(new Date(seconds), timezone)}Z`) - seconds;
}
