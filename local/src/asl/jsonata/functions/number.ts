import { numberOf } from '../../json/number.ts';
import { argumentError } from './argument-error.ts';
import { callNative } from './native.ts';

const decimal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `$number(value)`: a text of many digits gives the whole number that it says, or nothing at all: it is not rounded. */
export function number(this: unknown, value?: unknown): unknown {
  if (typeof value === 'bigint') return value;
  const given = typeof value === 'string' && decimal.test(value) && Number.isFinite(Number(value));
  if (!given) return callNative('number', this, value);
  try {
    return numberOf(value);
  } catch (error) {
    throw argumentError((error as Error).message);
  }
}
