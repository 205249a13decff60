import { notSupported } from '../query-error.ts';
import { bigint, timestamp } from '../sql/types.ts';
import { raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/current/functions/datetime.html */
export const dateFunctions: Record<string, Scalar> = {
  year: part('year'),
  month: part('month'),
  day: part('day'),
  date_trunc: { takes: [2, 2], translate: truncate },
};

function part(name: string): Scalar {
  return {
    takes: [1, 1],
    translate: (args) => ({ sql: `${name}(${as(args, 0, timestamp)})`, type: bigint }),
  };
}

const timesOfDay = ['second', 'minute', 'hour'];
const units = [...timesOfDay, 'day', 'week', 'month', 'quarter', 'year'];

function truncate(args: Arguments): Typed {
  const unit = argument(args, 0).text?.toLowerCase() ?? '';
  if (!units.includes(unit)) throw notSupported(`date_trunc to '${unit}'`, `It knows ${units.join(', ')}.`);
  const { type } = argument(args, 1);
  if (type.name === 'date' && timesOfDay.includes(unit)) return noDate(unit, argument(args, 1));
  const truncated = `date_trunc('${unit}', ${as(args, 1, timestamp)})`;
  return { sql: `CAST(${truncated} AS ${type.name.toUpperCase()})`, type };
}

/** A day has no hours: Athena says so at the first row that has one. */
function noDate(unit: string, { sql, type }: Typed): Typed {
  const wrong = raise('INVALID_FUNCTION_ARGUMENT', `'${unit}' is not a valid DATE field`);
  return { sql: `CAST(CASE WHEN ${sql} IS NOT NULL THEN ${wrong} END AS DATE)`, type };
}
