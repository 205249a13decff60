import type { InvocationContext } from './context.ts';

/** What a module exports under the handler's name. */
export type Handler = (...parameters: unknown[]) => unknown;

/** Handles one event: resolves to the response, rejects with what the handler threw. */
export type Invoke = (event: unknown, context: InvocationContext) => Promise<string | Buffer>;

/** The managed runtimes that know callbacks. */
const withCallbacks = ['AWS_Lambda_nodejs20.x', 'AWS_Lambda_nodejs22.x'];

/** Whether this is a runtime before Node.js 24, which changed what a handler may be. */
export function knowsCallbacks(): boolean {
  return withCallbacks.includes(process.env.AWS_EXECUTION_ENV!);
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | null | undefined)?.then === 'function';
}
