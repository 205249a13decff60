import { DataLimitExceeded } from './errors.ts';
import type { Json } from './host.ts';

/** What an input, an output or a result may hold at most, as UTF-8 JSON. AWS quota "Maximum input or result size". */
export const payloadLimit = 262_144;

/** Size of a JSON value's compact text in bytes. */
export function payloadSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * The compact text of a value that a state passes on.
 * @param name of the state or task, for the error
 * @throws DataLimitExceeded
 */
export function payloadText(value: Json, name: string): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > payloadLimit) throw new DataLimitExceeded(name);
  return text;
}
