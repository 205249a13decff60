import { argumentError } from './argument-error.ts';

/** `$base64encode(text)`: of the text's UTF-8. */
export function base64encode(text?: string): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'utf8').toString('base64');
}

/** Whole groups of four, the last one perhaps without its padding. */
const alphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `$base64decode(text)`: UTF-8. What AWS makes of bytes that are none was not measured, so they are refused. */
export function base64decode(text?: string): string | undefined {
  if (text === undefined) return undefined;
  if (!alphabet.test(text)) throw argumentError('The argument of $base64decode() is not Base64');
  try {
    return utf8.decode(Buffer.from(text, 'base64'));
  } catch {
    throw argumentError(
      'The argument of $base64decode() holds bytes that are not UTF-8, which is not supported locally',
    );
  }
}
