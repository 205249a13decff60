import { bounded } from '../bounded.ts';
import { argumentError } from './argument-error.ts';
import { wrongArgument } from './errors-of-jsonata.ts';
import { callNative, native } from './native.ts';

/** `$fromMillis(number, picture, zone)`: the zone is `utc` or `±HHMM`; a text in the number's place gives nothing. */
export function fromMillis(
  this: unknown,
  millis?: unknown,
  picture?: string,
  zone?: string,
): Promise<unknown> | undefined {
  if (millis === undefined || typeof millis === 'string') return undefined;
  if (typeof millis !== 'number') throw wrongArgument('fromMillis', 1);
  return callNative('fromMillis', this, millis, picture, offsetOf(zone));
}

/** JSONata reads a zone's name as no number, and `+01:00` as a minute: neither may pass. */
function offsetOf(zone: string | undefined): string | undefined {
  if (zone === undefined || zone === 'utc') return undefined;
  if (/^[+-]\d{4}$/.test(zone)) return zone;
  throw argumentError(
    `The time zone ${JSON.stringify(zone)} is not supported locally: use "utc" or an offset like "+0100"`,
  );
}

const withoutOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/;

/** `$toMillis(text, picture)`: a time without an offset is UTC's, wherever this runs. */
export async function toMillis(this: unknown, text?: string, picture?: string): Promise<unknown> {
  const own = await native('toMillis');
  // Its regular expression is made of the picture.
  if (picture !== undefined) return bounded(() => own.implementation.call(this, text, picture));
  return own.implementation.call(this, text !== undefined && withoutOffset.test(text) ? `${text}Z` : text);
}
