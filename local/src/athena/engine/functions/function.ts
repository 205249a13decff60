import type { Typed } from '../sql/typed.ts';
import type { SqlType } from '../sql/types.ts';
import { as } from './arguments.ts';
import type { Arguments } from './arguments.ts';

/** A function of one row's values. */
export interface Scalar {
  /** How many arguments it takes. */
  takes: [least: number, most: number];
  /** Whether it does not matter in which order its arrays' elements are. */
  anyOrder?: boolean;
  translate(args: Arguments): Typed;
}

/**
 * A function of values of these types, each widened to it.
 * @param sql gives DuckDB's expression of them; a name is a function's there, often one of run/macros.ts or
 * run/text-functions.ts
 */
export function ofValues(
  takes: SqlType[],
  type: SqlType,
  sql: string | ((...values: string[]) => string),
): Scalar {
  const call = typeof sql === 'string' ? (...values: string[]) => `${sql}(${values.join(', ')})` : sql;
  return {
    takes: [takes.length, takes.length],
    translate: (args) => ({ sql: call(...takes.map((taken, index) => as(args, index, taken))), type }),
  };
}

/** A function of many rows: an aggregate, or a window function. */
export interface SetFunction {
  takes: [least: number, most: number];
  translate(args: Arguments): SetResult;
}

export interface SetResult {
  /** @param call calls a function over the rows that the statement names */
  sql(call: SetCall): string;
  type: SqlType;
  /** Whether DuckDB's result has another type and needs a cast to this one. */
  cast?: boolean;
  /** Whether DISTINCT gives an array in another order than Athena's, unless ORDER BY says which. */
  unorderedWhenDistinct?: boolean;
}

/** Calls one of DuckDB's functions with the call's DISTINCT, ORDER BY, FILTER and OVER. */
export type SetCall = (name: string, ...args: string[]) => string;
