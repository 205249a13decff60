import { callNative } from './native.ts';

/** `$type(value)`: a whole number beyond 2^53 - 1 is a number like any other. */
export function type(this: unknown, value?: unknown): unknown {
  return typeof value === 'bigint' ? 'number' : callNative('type', this, value);
}
