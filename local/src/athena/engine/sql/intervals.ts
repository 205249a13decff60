import { QueryError, notSupported } from '../query-error.ts';
import { localTime, momentOf, shownZone } from './zones.ts';
import { coerce, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import { bigint, dayTime, double, isInteger, isNumeric, timestamp, typeName, yearMonth } from './types.ts';
import type { SqlType } from './types.ts';

const milliseconds: Record<string, number> = {
  Day: 86_400_000,
  Hour: 3_600_000,
  Minute: 60_000,
  Second: 1000,
};
const months: Record<string, number> = { Year: 12, Month: 1 };

/** `INTERVAL '7' DAY`: milliseconds, or months. */
export function intervalLiteral(text: string, unit: string, negative: boolean): Typed {
  const [size, type] = unit in months ? [months[unit]!, yearMonth] : [milliseconds[unit], dayTime];
  const digits = unit === 'Second' ? /^[+-]?\d+(\.\d{1,3})?$/ : /^[+-]?\d+$/;
  if (size === undefined) throw notSupported(`INTERVAL of ${unit}`, "Write it as in INTERVAL '7' DAY.");
  if (!digits.test(text))
    throw new QueryError('INVALID_LITERAL', `'${text}' is not a valid INTERVAL literal`);
  const count = Math.round(Number(text) * size) * (negative ? -1 : 1);
  return { sql: `(CAST(${count} AS ${type === dayTime ? 'BIGINT' : 'INTEGER'}))`, type };
}

const isInterval = ({ type }: Typed) => type.name.startsWith('interval');
const isTime = ({ type: { name } }: Typed) =>
  name === 'date' || name === 'timestamp' || name === 'timestamp with time zone';

/** Sums and differences of times and intervals; undefined of other operands. */
export function timeSum(operator: '+' | '-', a: Typed, b: Typed): Typed | undefined {
  if (isTime(a) && isInterval(b)) return shifted(a, b, operator);
  if (isInterval(a) && isTime(b) && operator === '+') return shifted(b, a, operator);
  if (isInterval(a) && a.type.name === b.type.name)
    return { sql: `(${a.sql} ${operator} ${b.sql})`, type: a.type };
  if (isTime(a) && isTime(b) && operator === '-') return between(a, b);
  return undefined;
}

/** An interval times or by a number; undefined of other operands. */
export function intervalProduct(operator: '*' | '/', a: Typed, b: Typed): Typed | undefined {
  if (operator === '*' && isInterval(b) && isNumeric(a.type)) return intervalProduct('*', b, a);
  if (!isInterval(a) || !isNumeric(b.type)) return undefined;
  if (operator === '*' && isInteger(b.type))
    return { sql: `CAST(${a.sql} * ${coerce(b, bigint)} AS ${intervalDuck(a.type)})`, type: a.type };
  const exact = `trunc(${a.sql} ${operator} ${coerce(b, double)})`;
  return { sql: `CAST(${exact} AS ${intervalDuck(a.type)})`, type: a.type };
}

const intervalDuck = (type: SqlType) => (type.name === dayTime.name ? 'BIGINT' : 'INTEGER');

function shifted(time: Typed, interval: Typed, operator: '+' | '-'): Typed {
  const { type } = time;
  if (interval.type.name === yearMonth.name)
    return onClock(time, (local) => `${local} ${operator} to_months(${interval.sql})`);
  const duration = `to_microseconds(${interval.sql} * 1000)`;
  if (type.name !== 'date') return { sql: `(${time.sql} ${operator} ${duration})`, type };
  const partial = raise('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date');
  const days = `CASE WHEN ${interval.sql} % 86400000 <> 0 THEN ${partial} ELSE ${interval.sql} // 86400000 END`;
  return { sql: `(${time.sql} ${operator} CAST(${days} AS INTEGER))`, type };
}

/** A change that is one of the clock's time, as of days and months in zones with summer time. */
export function onClock(time: Typed, change: (local: string) => string): Typed {
  const { type } = time;
  const changed = change(localTime(time));
  if (type.name === 'date') return { sql: `CAST(${changed} AS DATE)`, type };
  return {
    sql: type.name === 'timestamp' ? `(${changed})` : momentOf(`(${changed})`, shownZone(type)),
    type,
  };
}

function between(a: Typed, b: Typed): Typed {
  const mixed = [a, b].map(({ type }) => (type.name === 'date' ? timestamp.name : type.name));
  if (mixed[0] !== mixed[1])
    throw notSupported(`${typeName(a.type)} - ${typeName(b.type)}`, 'CAST one of them.');
  const [later, earlier] = [a, b].map(({ sql }) => `epoch_ms(CAST(${sql} AS TIMESTAMP))`);
  return { sql: `(${later} - ${earlier})`, type: dayTime };
}
