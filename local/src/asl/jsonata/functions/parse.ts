import { JsonReader } from '../../json/reader.ts';
import { detach } from '../detach.ts';
import { argumentError } from './argument-error.ts';

/**
 * `$parse(text)`: the JSON value that the text holds; AWS has it in the place of `$eval`. It takes single quotes, and
 * refuses a name that an object has twice.
 */
export function parse(text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return detach(new JsonReader(text, { singleQuotes: true, uniqueNames: true }).read());
  } catch (error) {
    throw argumentError(`Invalid JSON: ${(error as Error).message}`);
  }
}
