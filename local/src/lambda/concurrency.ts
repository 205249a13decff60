import { lambdaError } from './errors.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Holds functions to their reserved concurrency; events that wait for a processor here count as handled there. */
export interface Concurrency {
  /**
   * Begins an event; call what is returned when it has ended.
   * @throws ServiceError TooManyRequestsException
   */
  enter(fn: LambdaFunction): () => void;
}

export function createConcurrency(): Concurrency {
  const counts = new Map<string, number>();
  return {
    enter({ name, reservedConcurrency = Infinity }) {
      const count = counts.get(name) ?? 0;
      if (count >= reservedConcurrency) throw throttled();
      counts.set(name, count + 1);
      return () => counts.set(name, counts.get(name)! - 1);
    },
  };
}

/** As in https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
function throttled() {
  return lambdaError('TooManyRequestsException', 'Rate Exceeded.', {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
}
