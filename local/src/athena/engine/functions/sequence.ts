import { notSupported } from '../query-error.ts';
import { raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, bigint, date, dayTime, timestamp, yearMonth } from '../sql/types.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';

const tooLong = raise(
  'INVALID_FUNCTION_ARGUMENT',
  'result of sequence function must not have more than 10000 entries',
);
const wrongWay = raise(
  'INVALID_FUNCTION_ARGUMENT',
  'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start',
);
const noStep = raise('INVALID_FUNCTION_ARGUMENT', 'step must not be zero');

/** SEQUENCE(start, stop[, step]) of whole numbers, days and times. */
export function sequence(args: Arguments): Typed {
  const { type } = argument(args, 0);
  if (type.name === 'date' || type.name === 'timestamp')
    return ofTimes(args, type.name === 'date' ? date : timestamp);
  const [start, stop] = [as(args, 0, bigint), as(args, 1, bigint)];
  const step =
    args.values.length > 2 ? as(args, 2, bigint) : `CASE WHEN ${start} <= ${stop} THEN 1 ELSE -1 END`;
  return {
    sql: steps(start, stop, step, (k) => `${start} + ${k} * (${step})`, 'BIGINT'),
    type: arrayOf(bigint),
  };
}

/** The numbers of steps, each of which a value is made of. */
function steps(
  start: string,
  stop: string,
  step: string,
  valueAt: (k: string) => string,
  type: string,
): string {
  const count = `(CAST(${stop} AS HUGEINT) - ${start}) // (${step})`;
  const values = `list_transform(range(CAST(${count} AS BIGINT) + 1), lambda k: CAST(${valueAt('k')} AS ${type}))`;
  const checks = [
    `WHEN ${start} IS NULL OR ${stop} IS NULL THEN NULL`,
    `WHEN (${step}) = 0 THEN ${noStep}`,
    `WHEN (${stop} < ${start} AND (${step}) > 0) OR (${stop} > ${start} AND (${step}) < 0) THEN ${wrongWay}`,
    `WHEN ${count} >= 10000 THEN ${tooLong}`,
  ];
  return `(CASE ${checks.join(' ')} ELSE ${values} END)`;
}

function ofTimes(args: Arguments, type: typeof date): Typed {
  const [from, to] = [as(args, 0, type), as(args, 1, type)];
  const [start, stop] = [from, to].map((time) => `epoch_ms(CAST(${time} AS TIMESTAMP))`) as [string, string];
  const step = args.values[2];
  const duck = type.name.toUpperCase();
  if (step?.type.name === yearMonth.name) return inMonths(from, to, step.sql, duck, type);
  if (!step && type.name === 'timestamp')
    throw notSupported('a sequence of times without a step', "Add INTERVAL '1' DAY.");
  const size = step ? as(args, 2, dayTime) : `CASE WHEN ${from} <= ${to} THEN 86400000 ELSE -86400000 END`;
  return {
    sql: steps(start, stop, size, (k) => `make_timestamp((${start} + ${k} * (${size})) * 1000)`, duck),
    type: arrayOf(type),
  };
}

function inMonths(from: string, to: string, step: string, duck: string, type: typeof date): Typed {
  const months = `date_sub('month', CAST(${from} AS TIMESTAMP), CAST(${to} AS TIMESTAMP))`;
  const values = `list_transform(range(${months} // ${step} + 1), lambda k: CAST(${from} + to_months(CAST(k * ${step} AS INTEGER)) AS ${duck}))`;
  const checks = `WHEN ${step} <= 0 OR ${to} < ${from} THEN ${wrongWay} WHEN ${months} // ${step} >= 10000 THEN ${tooLong}`;
  return { sql: `(CASE ${checks} ELSE ${values} END)`, type: arrayOf(type) };
}
