import { QueryError } from '../query-error.ts';
import { commonType, duckType, sameType, typeName } from './types.ts';
import type { SqlType } from './types.ts';

/** An expression in DuckDB's words with the type that it has in Athena. */
export interface Typed {
  sql: string;
  type: SqlType;
  /** The digits of a number literal, with its sign. */
  number?: string;
  /** The value of a string literal. */
  text?: string;
  /** An array whose elements the two engines put in different orders: only order-blind functions may take it. */
  unordered?: boolean;
  /** The same array with its elements in Athena's order, which takes longer. */
  ordered?: string;
}

/** The expression as a value of a wider type; the cast that Athena leaves unsaid is written out. */
export function coerce(value: Typed, type: SqlType): string {
  if (sameType(value.type, type)) return value.sql;
  if (value.number !== undefined) return `CAST('${value.number}' AS ${duckType(type)})`;
  return `CAST(${value.sql} AS ${duckType(type)})`;
}

/**
 * Several expressions in the one type that they share.
 * @param where for the message, e.g. `CASE` or `=`
 * @throws QueryError TYPE_MISMATCH
 */
export function unify(values: Typed[], where: string): { sql: string[]; type: SqlType } {
  const type = values.map((value) => value.type).reduce((a, b) => common(a, b, where));
  return { sql: values.map((value) => coerce(value, type)), type };
}

/** @throws QueryError TYPE_MISMATCH */
export function common(a: SqlType, b: SqlType, where: string): SqlType {
  const type = commonType(a, b);
  if (type) return type;
  throw new QueryError(
    'TYPE_MISMATCH',
    `${where} cannot combine ${typeName(a)} and ${typeName(b)}. CAST one of them.`,
  );
}

/**
 * The expression as this very type, widened if need be.
 * @throws QueryError TYPE_MISMATCH when it does not widen to it
 */
export function expectType(value: Typed, type: SqlType, where: string): string {
  const widened = commonType(value.type, type);
  if (widened && sameType(widened, type)) return coerce(value, type);
  throw new QueryError(
    'TYPE_MISMATCH',
    `${where} must be ${typeName(type)}, and not ${typeName(value.type)}. CAST it.`,
  );
}

/** The expression as what rows are ordered by. */
export function orderable({ sql, type }: Typed): string {
  return type.name === 'array' ? `athena_orderable(${sql})` : sql;
}

/** A text as a SQL string literal. */
export function quoteText(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // A statement cannot hold the character NUL itself.
  return text.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

/** A name as a SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An expression that ends the query with an error when a row reaches it. */
export function raise(code: string, message: string): string {
  return `error(${quoteText(`${code}: ${message}`)})`;
}
