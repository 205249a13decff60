import { randomUUID } from 'node:crypto';
import type { StatesError } from '../../asl/host.ts';
import { ServiceError } from '../../service.ts';
import type { Caller } from './caller.ts';
import type { ServiceOperation } from './integration.ts';
import { awsSdkError, optimizedError } from './service-errors.ts';
import type { OptimizedService } from './service-errors.ts';
import type { CalledService } from './modelled-errors.ts';

export interface Answer {
  output: unknown;
  requestId: string;
}

/** A call of an optimized integration. Rejects with StatesError in place of the service's error. */
export function callOptimized(
  caller: Caller,
  target: ServiceOperation & { service: OptimizedService },
  input: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  return call(caller, target, input, signal, (error, requestId) =>
    optimizedError(target.service, error, requestId),
  );
}

/** A call of an `aws-sdk` integration. Rejects with StatesError in place of the service's error. */
export function callAwsSdk(
  caller: Caller,
  target: ServiceOperation & { service: CalledService },
  input: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  return call(caller, target, input, signal, (error, requestId) =>
    awsSdkError(target.service, error, requestId),
  );
}

async function call(
  caller: Caller,
  { service, operation }: ServiceOperation,
  input: unknown,
  signal: AbortSignal | undefined,
  nameError: (error: ServiceError, requestId: string) => StatesError,
): Promise<Answer> {
  const requestId = randomUUID();
  try {
    return { output: await caller.call(service, operation, input, { requestId, signal }), requestId };
  } catch (error) {
    throw error instanceof ServiceError ? nameError(error, requestId) : error;
  }
}
