import type { AthenaError } from '@aws-sdk/client-athena';

/** Who is to blame, in AWS's numbers: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
const category = { system: 1, user: 2 } as const;

/** AWS's numbers for the errors of a query, of which 1000 is any fault of its author. */
const types: Record<string, number> = {
  COLUMN_NOT_FOUND: 1006,
  DIVISION_BY_ZERO: 1001,
  INVALID_CAST_ARGUMENT: 1100,
  NOT_SUPPORTED: 1200,
  SCHEMA_NOT_FOUND: 1301,
  TABLE_NOT_FOUND: 1301,
  TYPE_MISMATCH: 1002,
};

/** The error of a query whose author can fix it. */
export function userError(reason: string, code = ''): AthenaError {
  return {
    ErrorCategory: category.user,
    ErrorType: types[code] ?? 1000,
    ErrorMessage: reason,
    Retryable: false,
  };
}

/** The error of a query that failed by the runtime, and may succeed another time. */
export function systemError(reason: string): AthenaError {
  return { ErrorCategory: category.system, ErrorType: 200, ErrorMessage: reason, Retryable: true };
}
