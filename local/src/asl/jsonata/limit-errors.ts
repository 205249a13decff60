/** Failures of expressions that need too much, in AWS's words (measured in us-east-1, 2026, by the Floci project). */

export const stackOverflow = () =>
  new Error(
    'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
  );

export const evaluationTimeout = () => new Error('Expression evaluation timeout: Check for infinite loop');

export const memoryExceeded = () =>
  new Error('Expression evaluation memory limit exceeded: Check for excessive memory usage');
