import { systemError, userError } from '../../../src/athena/queries/athena-error.ts';

// https://docs.aws.amazon.com/athena/latest/ug/error-reference.html: 1 is SYSTEM, 2 is USER.
test('what its author must mend would fail again', () => {
  const reason = 'COLUMN_NOT_FOUND: line 1:8: Column x cannot be resolved';
  expect(userError(reason, 'COLUMN_NOT_FOUND')).toMatchObject({ ErrorCategory: 2, Retryable: false });
});

test('what the runtime failed in may succeed another time', () => {
  expect(systemError('GENERIC_INTERNAL_ERROR: the engine ended')).toMatchObject({
    ErrorCategory: 1,
    ErrorType: 200,
    Retryable: true,
  });
});
