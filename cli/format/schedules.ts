import type { Upcoming } from 'template-runtime/scheduler';
import { wallTimeOf } from 'template-runtime/scheduler';

/** When each schedule is due next, in its time zone; empty where there are none. */
export function formatSchedules(schedules: Upcoming[]): string {
  if (schedules.length === 0) return '';
  return `\nSchedules:\n\n${schedules.map((schedule) => `  ${schedule.name}  ${describe(schedule)}\n`).join('')}`;
}

function describe({ expression, timezone, enabled, next }: Upcoming): string {
  if (!enabled) return `${expression}, disabled`;
  if (!next) return `${expression}, over`;
  return `${expression}, next at ${wallTimeOf(next, timezone).replace('T', ' ')} (${timezone})`;
}
