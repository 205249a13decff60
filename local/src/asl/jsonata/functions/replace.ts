import { callNative } from './native.ts';

/** `$replace(text, pattern, replacement, limit)`: AWS cuts the limit's fraction off. */
export function replace(
  this: unknown,
  text?: unknown,
  pattern?: unknown,
  replacement?: unknown,
  limit?: number,
): Promise<unknown> {
  return callNative(
    'replace',
    this,
    text,
    pattern,
    replacement,
    limit === undefined ? undefined : Math.trunc(limit),
  );
}
