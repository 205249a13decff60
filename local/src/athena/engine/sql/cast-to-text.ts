import { notSupported } from '../query-error.ts';
import type { Typed } from './typed.ts';
import { duckType, isFloating, isFraction, withWholeDigit } from './types.ts';

/** A value as Athena casts it to text; undefined where it does not. */
export function castToText(value: Typed): string | undefined {
  const { type: from } = value;
  if (isFloating(from)) {
    throw notSupported(
      `a cast of ${from.name} to text, whose digits it writes differently`,
      'CAST it AS DECIMAL(p, s) first.',
    );
  }
  if (from.name === 'timestamp') return `strftime(${value.sql}, '%Y-%m-%d %H:%M:%S.%g')`;
  return from.name === 'array' ? undefined : textOf(value);
}

/** A number, truth value, text or date in Athena's digits, doubles and reals as results show them. */
export function textOf({ sql, type }: Typed): string {
  if (isFloating(type)) return `athena_${type.name}(${sql})`;
  // DuckDB writes no zero before the point.
  if (isFraction(type)) return `CAST(CAST(${sql} AS ${duckType(withWholeDigit(type))}) AS VARCHAR)`;
  return `CAST(${sql} AS VARCHAR)`;
}
