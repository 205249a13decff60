import { Cron } from 'croner';
import { InvalidExpression } from './invalid-expression.ts';
import { isRepeated } from './local-time.ts';
import type { Recurrence } from './recurrence.ts';

/** The fields in their order, with what may stand in each besides numbers and names. */
const fields = [
  { name: 'minutes', wildcards: /^[0-9,\-*/]+$/ },
  { name: 'hours', wildcards: /^[0-9,\-*/]+$/ },
  { name: 'day-of-month', wildcards: /^(\?|[0-9LW,\-*/]+)$/ },
  { name: 'month', wildcards: /^[0-9A-Z,\-*/]+$/ },
  { name: 'day-of-week', wildcards: /^(\?|[1-7A-Z,\-*/#]+)$/ },
  { name: 'year', wildcards: /^[0-9,\-*/]+$/ },
];
const [dayOfMonth, dayOfWeek] = [2, 4];

/**
 * AWS's cron: six fields, weekdays from 1 (Sunday), one of the days `?`, in a time zone's wall time. A time that the
 * clock skips in spring is skipped, one that it shows twice in autumn is due once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param text what stands in the parentheses
 * @throws InvalidExpression
 */
export function cron(text: string, timezone: string): Recurrence {
  const values = text.trim().toUpperCase().split(/\s+/);
  check(values);
  const pattern = compile(['0', ...values.map(translate)].join(' '), timezone);
  return {
    next(after) {
      let next = pattern.nextRun(after);
      // A skipped time comes as the one after the gap, which the pattern does not match.
      while (next && (!pattern.match(next) || isRepeated(next, timezone))) next = pattern.nextRun(next);
      return next ?? undefined;
    },
  };
}

function check(values: string[]): void {
  if (values.length !== fields.length) {
    const names = fields.map(({ name }) => name).join(', ');
    throw new InvalidExpression(`a cron expression has six fields (${names}), but this has ${values.length}`);
  }
  for (const [i, { name, wildcards }] of fields.entries()) {
    if (!wildcards.test(values[i]!)) throw new InvalidExpression(`${name} cannot be ${values[i]}`);
  }
  if ((values[dayOfMonth] === '?') === (values[dayOfWeek] === '?')) {
    throw new InvalidExpression('one of day-of-month and day-of-week must be ?, and the other must not');
  }
  if (values[dayOfWeek]!.includes('#') && values[dayOfWeek]!.includes(',')) {
    throw new InvalidExpression('day-of-week takes one expression only where it has #');
  }
}

/** A bare L is the last day of the week, which the library wants by its number. */
function translate(value: string, field: number): string {
  return field === dayOfWeek && value === 'L' ? '7' : value;
}

function compile(pattern: string, timezone: string): Cron {
  try {
    return new Cron(pattern, { timezone, alternativeWeekdays: true, sloppyRanges: true });
  } catch (error) {
    throw new InvalidExpression((error as Error).message.replace(/^CronPattern: /, ''));
  }
}
