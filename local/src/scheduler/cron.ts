import { Cron } from 'croner';
import { writeOut } from './cron-field.ts';
import type { CronField } from './cron-field.ts';
import { InvalidExpression } from './invalid-expression.ts';
import { isRepeated } from './local-time.ts';
import type { Recurrence } from './recurrence.ts';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The fields in their order: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html */
const fields: CronField[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day-of-month', min: 1, max: 31, special: /^(?:L|LW|\d+W)$/ },
  { name: 'month', min: 1, max: 12, names: months },
  {
    name: 'day-of-week',
    min: 1,
    max: 7,
    names: weekdays,
    special: /^(?:L|(?:\d+|[A-Z]{3})(?:L|#[1-5]))$/,
    without: 'steps',
  },
  { name: 'year', min: 1970, max: 2199, without: 'wrapping' },
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
  const asking = values.findIndex((value, i) => value === '?' && i !== dayOfMonth && i !== dayOfWeek);
  if (asking >= 0) throw new InvalidExpression(`${fields[asking]!.name} cannot be ?`);
  if ((values[dayOfMonth] === '?') === (values[dayOfWeek] === '?')) {
    throw new InvalidExpression('one of day-of-month and day-of-week must be ?, and the other must not');
  }
  if (values[dayOfWeek]!.includes('#') && values[dayOfWeek]!.includes(',')) {
    throw new InvalidExpression('day-of-week takes one expression only where it has #');
  }
}

/** A bare L is the last day of the week, which the library wants by its number. */
function translate(value: string, field: number): string {
  const items = writeOut(value, fields[field]!);
  return field === dayOfWeek ? items.replace(/(^|,)L(?=,|$)/, '$17') : items;
}

function compile(pattern: string, timezone: string): Cron {
  try {
    return new Cron(pattern, { timezone, alternativeWeekdays: true });
  } catch (error) {
    throw new InvalidExpression((error as Error).message.replace(/^CronPattern: /, ''));
  }
}
