import { argumentError } from './argument-error.ts';
import { callNative } from './native.ts';

/** `$formatNumber(number, picture, options)`. AWS writes large numbers by other digits than JavaScript's. */
export function formatNumber(
  this: unknown,
  value?: number,
  picture?: string,
  options?: object,
): Promise<unknown> {
  if (value !== undefined && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw argumentError('$formatNumber() beyond 2^53 - 1 is not supported locally; use $string()');
  return callNative('formatNumber', this, value, picture, options);
}
