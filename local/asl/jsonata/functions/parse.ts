import { detach } from '../detach.ts';
import type { Json } from '../../host.ts';
import { argumentError } from './argument-error.ts';

/** `$parse(text)`: the JSON value that the text holds; AWS has it in the place of `$eval`. */
export function parse(text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return detach(JSON.parse(text) as Json);
  } catch (error) {
    throw argumentError(`Invalid JSON: ${(error as Error).message}`);
  }
}
