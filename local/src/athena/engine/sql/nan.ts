import type { Typed } from './typed.ts';
import { isFloating } from './types.ts';

/**
 * NaN in Trino is as in IEEE 754: equal to nothing, neither smaller nor greater than anything; DuckDB takes it for a number
 * equal to itself and greater than all others. GROUP BY, DISTINCT, ORDER BY, IN over a query and IS DISTINCT FROM are the
 * same in both: there NaN is one value, the greatest.
 */
export const mayBeNaN = ({ type, number }: Typed): boolean => isFloating(type) && number === undefined;

/** The value, NULL for NaN. */
export const nanAsNull = (sql: string): string => `(CASE WHEN isnan(${sql}) THEN NULL ELSE ${sql} END)`;

/** One side of a comparison, widened to the type of both. */
export interface Side {
  sql: string;
  mayBeNaN: boolean;
  /** Whether it is known not to be NULL. */
  given: boolean;
}

/** A comparison of numbers; NULL where a side is. */
export function compareSides(operator: string, left: Side, right: Side): string {
  const compared = `${left.sql} ${operator} ${right.sql}`;
  const guarded = guardedSide(operator, left, right);
  if (!guarded) return `(${compared})`;
  const other = guarded === left ? right : left;
  const isNaN = `isnan(${guarded.sql})`;
  if (operator === '<>') return `(${compared} OR (${isNaN} AND ${other.sql} IS NOT NULL))`;
  return `(${compared} AND ${other.given ? `NOT ${isNaN}` : `(NOT ${isNaN} OR ${other.sql} IS NULL)`})`;
}

/** The side whose NaN DuckDB takes for a match. */
function guardedSide(operator: string, left: Side, right: Side): Side | undefined {
  switch (operator) {
    case '=':
    case '<>':
      return left.mayBeNaN && right.mayBeNaN ? left : undefined;
    case '<':
    case '<=':
      return right.mayBeNaN ? right : undefined;
    case '>':
    case '>=':
      return left.mayBeNaN ? left : undefined;
    default:
      return undefined;
  }
}
