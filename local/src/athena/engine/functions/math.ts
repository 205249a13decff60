import { modulo } from '../sql/arithmetic.ts';
import { notSupported } from '../query-error.ts';
import {
  asDecimal,
  bigint,
  boolean,
  decimal,
  double,
  duckType,
  integer,
  isFloating,
  isInteger,
} from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { argument, as, numberArgument } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { ofValues } from './function.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/current/functions/math.html */
export const mathFunctions: Record<string, Scalar> = {
  abs: one((args) => {
    const { sql, type } = numberArgument(args, 0);
    return { sql: `abs(${sql})`, type };
  }),
  sign: one((args) => {
    const { sql, type } = numberArgument(args, 0);
    // DuckDB's sign of NaN is 0, and that of -0 has no sign.
    if (isFloating(type)) {
      return castTo(`CASE WHEN isnan(${sql}) OR ${sql} = 0 THEN ${sql} ELSE sign(${sql}) END`, type);
    }
    return castTo(`sign(${sql})`, type.name === 'decimal' ? decimal(1, 0) : type);
  }),
  ceil: one((args) => whole('ceil', args)),
  ceiling: one((args) => whole('ceil', args)),
  floor: one((args) => whole('floor', args)),
  round: { takes: [1, 2], translate: round },
  sqrt: one((args) => guarded(args, 'sqrt', 'NaN')),
  ln: one((args) => guarded(args, 'ln', 'NaN', '-Infinity')),
  log10: one((args) => guarded(args, 'log10', 'NaN', '-Infinity')),
  exp: one((args) => ({ sql: `exp(${as(args, 0, double)})`, type: double })),
  power: { takes: [2, 2], translate: power },
  pow: { takes: [2, 2], translate: power },
  mod: { takes: [2, 2], translate: (args) => modulo(argument(args, 0), argument(args, 1)) },
  degrees: ofValues([double], double, 'degrees'),
  radians: ofValues([double], double, 'radians'),
  e: ofValues([], double, () => 'exp(1::DOUBLE)'),
  log2: one((args) => ({
    sql: `(${guarded(args, 'ln', 'NaN', '-Infinity').sql} / ln(CAST(2 AS DOUBLE)))`,
    type: double,
  })),
  bitwise_and: ofValues([bigint, bigint], bigint, (a, b) => `(${a} & ${b})`),
  bitwise_or: ofValues([bigint, bigint], bigint, (a, b) => `(${a} | ${b})`),
  bitwise_xor: ofValues([bigint, bigint], bigint, (a, b) => `xor(${a}, ${b})`),
  bitwise_not: ofValues([bigint], bigint, (a) => `(~${a})`),
  // Another value in each row, as on Athena.
  random: ofValues([], double, () => 'random()'),
  rand: ofValues([], double, () => 'random()'),
  width_bucket: { takes: [4, 4], translate: bucket },
  pi: { takes: [0, 0], translate: () => ({ sql: 'pi()', type: double }) },
  nan: constant('NaN'),
  infinity: constant('Infinity'),
  is_nan: check('isnan'),
  is_finite: check('isfinite'),
  is_infinite: check('isinf'),
};

function one(translate: (args: Arguments) => Typed): Scalar {
  return { takes: [1, 1], translate };
}

function constant(text: string): Scalar {
  return { takes: [0, 0], translate: () => ({ sql: `CAST('${text}' AS DOUBLE)`, type: double }) };
}

function check(name: string): Scalar {
  return one((args) => ({ sql: `${name}(${as(args, 0, double)})`, type: boolean }));
}

function castTo(sql: string, type: SqlType): Typed {
  return { sql: `CAST(${sql} AS ${duckType(type)})`, type };
}

/** Which of so many equal parts of a range a number is in, from 1; 0 and one more beyond its ends. */
function bucket(args: Arguments): Typed {
  const [value, low, high, count] = [
    as(args, 0, double),
    as(args, 1, double),
    as(args, 2, double),
    as(args, 3, bigint),
  ];
  const odd = notSupported(
    'width_bucket of a range that is none, or falls',
    'Give it a low and a greater high end.',
  );
  const sound = `${low} < ${high} AND ${count} > 0 AND isfinite(${value})`;
  const inside = `CAST(floor(${count} * ((${value} - ${low}) / (${high} - ${low}))) AS BIGINT) + 1`;
  return {
    sql: `(CASE WHEN NOT (${sound}) THEN ${raise(odd.code, odd.message)} WHEN ${value} < ${low} THEN 0 WHEN ${value} >= ${high} THEN ${count} + 1 ELSE ${inside} END)`,
    type: bigint,
  };
}

function power(args: Arguments): Typed {
  return { sql: `pow(${as(args, 0, double)}, ${as(args, 1, double)})`, type: double };
}

function whole(name: string, args: Arguments): Typed {
  const value = numberArgument(args, 0);
  if (isInteger(value.type)) return { sql: value.sql, type: value.type };
  if (isFloating(value.type)) return { sql: `${name}(${value.sql})`, type: value.type };
  return castTo(`${name}(${value.sql})`, wholeDecimal(value.type));
}

/** A decimal's type without its fraction, with room for the carry. */
function wholeDecimal(type: SqlType): SqlType {
  const { precision, scale } = asDecimal(type);
  return decimal(precision - scale + Math.min(scale, 1), 0);
}

/** Half is rounded away from zero in both engines; a decimal keeps its scale when digits are given. */
function round(args: Arguments): Typed {
  const value = numberArgument(args, 0);
  const digits = args.values.length > 1 ? roundingDigits(args) : undefined;
  const rounded = `round(${value.sql}, ${digits ?? 0})`;
  if (isInteger(value.type)) return { sql: value.sql, type: value.type };
  if (isFloating(value.type)) return castTo(rounded, value.type);
  if (digits === undefined) return castTo(rounded, wholeDecimal(value.type));
  const { precision, scale } = asDecimal(value.type);
  return castTo(rounded, decimal(precision + 1, scale));
}

function roundingDigits(args: Arguments): string {
  as(args, 1, integer);
  const digits = argument(args, 1).number;
  if (digits !== undefined && Number(digits) >= 0) return digits;
  throw notSupported('round to a number of digits that is no literal from 0 upwards', 'Write round(x, 2).');
}

/** A function of positive numbers: below zero, and at zero, DuckDB fails where Athena gives NaN or -Infinity. */
function guarded(args: Arguments, name: string, below: string, atZero?: string): Typed {
  const value = as(args, 0, double);
  const zero = atZero ? `WHEN ${value} = 0 THEN CAST('${atZero}' AS DOUBLE) ` : '';
  const negative = `WHEN ${value} < 0 THEN CAST('${below}' AS DOUBLE)`;
  return { sql: `(CASE ${negative} ${zero}ELSE ${name}(${value}) END)`, type: double };
}
