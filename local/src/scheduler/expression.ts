import { cron } from './cron.ts';
import { InvalidExpression } from './invalid-expression.ts';
import { instantOf } from './local-time.ts';
import { within } from './recurrence.ts';
import type { Bounds, Recurrence } from './recurrence.ts';

const minuteMs = 60_000;
const unitsMs: Record<string, number> = { minute: minuteMs, hour: 60 * minuteMs, day: 24 * 60 * minuteMs };

/**
 * A ScheduleExpression: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param bounds a one-time schedule knows none, as on AWS
 * @param begin from when a rate without a start date counts; on AWS, where the schedule was created
 * @throws InvalidExpression
 */
export function parseExpression(text: string, timezone: string, bounds: Bounds, begin: Date): Recurrence {
  const [, kind, content] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'cron') return within(cron(content!, timezone), bounds);
  if (kind === 'rate') return within(rate(content!, bounds.start ?? begin), bounds);
  if (kind === 'at') return once(content!, timezone);
  throw new InvalidExpression('it must be cron(…), rate(…) or at(…)');
}

/** Days have 24 hours, also where the clock is put forward or back. */
function rate(content: string, first: Date): Recurrence {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(content) ?? [];
  if (!unit) throw new InvalidExpression('a rate is a whole number and minutes, hours or days');
  const periodMs = Number(count) * unitsMs[unit]!;
  return {
    next(after) {
      const passed = Math.floor((after.getTime() - first.getTime()) / periodMs) + 1;
      return new Date(first.getTime() + Math.max(0, passed) * periodMs);
    },
  };
}

function once(content: string, timezone: string): Recurrence {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(content)) {
    throw new InvalidExpression('at takes a time like 2026-11-20T13:00:00');
  }
  const instant = instantOf(content, timezone);
  return { next: (after) => (instant > after ? instant : undefined) };
}
