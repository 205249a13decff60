import { QueryError, queryErrorCodes } from '../query-error.ts';
import type { QueryErrorCode } from '../query-error.ts';

/**
 * DuckDB's errors have a kind, which its Node API gives only as the message's beginning, `Conversion Error: …`.
 * https://github.com/duckdb/duckdb/blob/main/src/common/exception.cpp
 */
const codeOfKind: Record<string, QueryErrorCode> = {
  'Conversion Error': 'INVALID_CAST_ARGUMENT',
  'Out of Range Error': 'NUMERIC_VALUE_OUT_OF_RANGE',
  'Out of Memory Error': 'EXCEEDED_LOCAL_MEMORY_LIMIT',
  'Invalid Input Error': 'HIVE_BAD_DATA',
  'IO Error': 'HIVE_CURSOR_ERROR',
};

/** What DuckDB failed with, as the query's failure. */
export function failureOf(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  const [, kind = '', message = ''] = /^([^:]*): ([^]*)$/.exec((error as Error).message) ?? [];
  const [, raised, detail = ''] = /^([A-Z_]+): ([^]*)$/.exec(message) ?? [];
  const code = queryErrorCodes.find((known) => known === raised);
  if (code) return new QueryError(code, detail);
  // Behind the message stands the translated statement, which nobody has written.
  const [ownMessage = ''] = message.split('\n\nLINE ');
  return new QueryError(
    codeOfKind[kind] ?? 'GENERIC_INTERNAL_ERROR',
    ownMessage === '' ? String(error) : ownMessage,
  );
}

/** Whether a query ended because it was interrupted. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('INTERRUPT Error');
}
