/**
 * Why a statement cannot run, in Athena's words: a failed query's reason is `<code>: <message>`.
 * Codes are Trino's (https://github.com/trinodb/trino/blob/master/core/trino-spi/src/main/java/io/trino/spi/StandardErrorCode.java)
 * and those of its Hive connector.
 */
export const queryErrorCodes = [
  'AMBIGUOUS_NAME',
  'CATALOG_NOT_FOUND',
  'COLUMN_NOT_FOUND',
  'DIVISION_BY_ZERO',
  'DUPLICATE_COLUMN_NAME',
  'DUPLICATE_NAMED_QUERY',
  'EXCEEDED_LOCAL_MEMORY_LIMIT',
  'EXPRESSION_NOT_AGGREGATE',
  'EXPRESSION_NOT_IN_DISTINCT',
  'EXPRESSION_NOT_SCALAR',
  'FUNCTION_NOT_AGGREGATE',
  'FUNCTION_NOT_FOUND',
  'FUNCTION_NOT_WINDOW',
  'GENERIC_INSUFFICIENT_RESOURCES',
  'GENERIC_INTERNAL_ERROR',
  'HIVE_BAD_DATA',
  'HIVE_CANNOT_OPEN_SPLIT',
  'HIVE_CURSOR_ERROR',
  'HIVE_INVALID_METADATA',
  'HIVE_INVALID_PARTITION_VALUE',
  'HIVE_PATH_ALREADY_EXISTS',
  'INVALID_ARGUMENTS',
  'INVALID_CAST_ARGUMENT',
  'INVALID_COLUMN_REFERENCE',
  'INVALID_FUNCTION_ARGUMENT',
  'INVALID_LITERAL',
  'INVALID_ORDER_BY',
  'INVALID_PARAMETER_USAGE',
  'INVALID_WINDOW_FRAME',
  'INVALID_WINDOW_REFERENCE',
  'MISMATCHED_COLUMN_ALIASES',
  'MISSING_ORDER_BY',
  'MISSING_OVER',
  'NESTED_AGGREGATION',
  'NESTED_WINDOW',
  'NOT_SUPPORTED',
  'NUMERIC_VALUE_OUT_OF_RANGE',
  'SCHEMA_NOT_FOUND',
  'SUBQUERY_MULTIPLE_ROWS',
  'SYNTAX_ERROR',
  'TABLE_NOT_FOUND',
  'TYPE_MISMATCH',
  'TYPE_NOT_FOUND',
] as const;

export type QueryErrorCode = (typeof queryErrorCodes)[number];

export class QueryError extends Error {
  readonly code: QueryErrorCode;
  constructor(code: QueryErrorCode, message: string) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
  }
}

/** The error for what Athena runs and the local engine does not. */
export function notSupported(what: string, instead: string): QueryError {
  return new QueryError('NOT_SUPPORTED', `The local engine does not run ${what}. ${instead}`);
}
