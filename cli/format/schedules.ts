import type { Upcoming } from '../../local/scheduler/index.ts';

/** When each schedule is due next, in its time zone; empty where there are none. */
export function describeSchedules(schedules: Upcoming[]): string {
  if (schedules.length === 0) return '';
  return `\nSchedules:\n\n${schedules.map((schedule) => `  ${schedule.name}  ${describe(schedule)}\n`).join('')}`;
}

function describe({ expression, timezone, enabled, next }: Upcoming): string {
  if (!enabled) return `${expression}, disabled`;
  if (!next) return `${expression}, over`;
  // Swedish dates are ISO 8601's.
  return `${expression}, next at ${next.toLocaleString('sv-SE', { timeZone: timezone })} (${timezone})`;
}
