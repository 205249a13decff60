import { QueryError } from '../../query-error.ts';
import { onClock } from '../../sql/intervals.ts';
import { localTime } from '../../sql/zones.ts';
import { coerce, common, raise } from '../../sql/typed.ts';
import type { Typed } from '../../sql/typed.ts';
import { bigint, typeName } from '../../sql/types.ts';
import { argument, as } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import type { Scalar } from '../function.ts';
import { notSupported } from '../../query-error.ts';

/** Units of so many milliseconds; a day has as many as its clocks show. */
const durations: Record<string, number> = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 };
const days: Record<string, number> = { day: 1, week: 7 };
const months: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const units = [durations, days, months].flatMap((kind) => Object.keys(kind));

export const shiftFunctions: Record<string, Scalar> = {
  date_add: { takes: [3, 3], translate: add },
  date_diff: { takes: [3, 3], translate: difference },
  date_trunc: { takes: [2, 2], translate: truncate },
};

function unitOf(args: Arguments): string {
  const { text } = argument(args, 0);
  if (text === undefined)
    throw notSupported(`${args.name} by a unit that is no literal`, "Write it, as in 'day'.");
  const unit = text.toLowerCase();
  if (units.includes(unit)) return unit;
  const { name } = args.values.at(-1)!.type;
  throw new QueryError(
    'INVALID_FUNCTION_ARGUMENT',
    `'${text}' is not a valid ${name === 'date' ? 'DATE' : 'TIMESTAMP'} field`,
  );
}

const timeNames = ['date', 'timestamp', 'timestamp with time zone'];

function timeArgument(args: Arguments, index: number): Typed {
  const value = argument(args, index);
  if (timeNames.includes(value.type.name)) return value;
  throw new QueryError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters for function ${args.name}: argument ${index + 1} must be a date or timestamp, and not ${typeName(value.type)}`,
  );
}

function add(args: Arguments): Typed {
  const unit = unitOf(args);
  const [count, time] = [as(args, 1, bigint), timeArgument(args, 2)];
  if (unit in durations) {
    if (time.type.name === 'date') return noDate(unit, time);
    return { sql: `(${time.sql} + to_microseconds(${count} * ${durations[unit]! * 1000}))`, type: time.type };
  }
  const step =
    unit in days
      ? `to_days(CAST(${count} * ${days[unit]} AS INTEGER))`
      : `to_months(CAST(${count} * ${months[unit]} AS INTEGER))`;
  return onClock(time, (local) => `${local} + ${step}`);
}

/** Whole units only, towards zero. */
function difference(args: Arguments): Typed {
  const unit = unitOf(args);
  const both = [timeArgument(args, 1), timeArgument(args, 2)];
  const type = common(both[0]!.type, both[1]!.type, args.name);
  if (unit in durations && type.name === 'date') return { ...noDate(unit, both[0]!), type: bigint };
  const instants = both.map((time) => ({ sql: coerce(time, type), type }));
  const [from, to] = instants.map(
    (time) => `CAST(${unit in durations ? time.sql : localTime(time)} AS TIMESTAMP)`,
  );
  if (unit in months) return { sql: `(date_sub('month', ${from}, ${to}) // ${months[unit]})`, type: bigint };
  const size = durations[unit] ?? days[unit]! * 86_400_000;
  return { sql: `((epoch_ms(${to}) - epoch_ms(${from})) // ${size})`, type: bigint };
}

function truncate(args: Arguments): Typed {
  const unit = unitOf(args);
  const time = timeArgument(args, 1);
  if (unit in durations && time.type.name === 'date') return noDate(unit, time);
  return onClock(time, (local) => `CAST(date_trunc('${unit}', ${local}) AS TIMESTAMP)`);
}

/** A day has no hours: Athena says so at the first row that has one. */
function noDate(unit: string, { sql, type }: Typed): Typed {
  const wrong = raise('INVALID_FUNCTION_ARGUMENT', `'${unit}' is not a valid DATE field`);
  return { sql: `CAST(CASE WHEN ${sql} IS NOT NULL THEN ${wrong} END AS DATE)`, type };
}
