import { argumentError } from './argument-error.ts';
import { callNative } from './native.ts';

/** `$substring(text, start, length)`. Beyond U+FFFF AWS counts in no regular way (measured), so such texts are refused. */
export function substring(this: unknown, text?: string, start?: number, length?: number): Promise<unknown> {
  if (text !== undefined && /[\ud800-\udfff]/.test(text)) {
    throw argumentError(
      'AWS’s $substring() counts characters beyond U+FFFF in no regular way; use $split() or $match() for such a text',
    );
  }
  return callNative('substring', this, text, start, length);
}
