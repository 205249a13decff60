import { QueryError, notSupported } from '../../query-error.ts';
import type { Properties } from '../reader.ts';

/**
 * A byte that separates, given as a character or as its number.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/encodings/text/TextEncodingOptions.java
 * @throws QueryError NOT_SUPPORTED for one beyond ASCII, which would cut characters in pieces
 */
export function separator(properties: Properties, names: string[], otherwise: string): string {
  const name = names.find((candidate) => properties[candidate] !== undefined);
  const value = name === undefined ? '' : properties[name]!;
  if (value === '') return otherwise;
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : NaN;
  const character = number >= -128 && number < 128 ? String.fromCharCode(number & 0xff) : value[0]!;
  if (character <= '\x7f') return character;
  throw notSupported(`tables whose ${name} is ${JSON.stringify(value)}`, 'Use a character of ASCII.');
}

/** Whether a property is set to true. */
export function isTrue(properties: Properties, name: string): boolean {
  return properties[name]?.toLowerCase() === 'true';
}

/** @throws QueryError NOT_SUPPORTED when one of the properties is set, to anything but the given value */
export function refuse(properties: Properties, names: string[], but = ''): void {
  const name = names.find((candidate) => (properties[candidate] ?? but) !== but);
  if (name === undefined) return;
  throw notSupported(`tables with ${name} = ${JSON.stringify(properties[name])}`, 'Leave it out.');
}

/** @throws QueryError HIVE_INVALID_METADATA unless it is a whole number from 0 */
export function lineCount(properties: Properties, name: string): number {
  const value = properties[name] ?? '0';
  if (/^\+?\d{1,9}$/.test(value) || value === '-0') return Math.abs(Number(value));
  throw new QueryError('HIVE_INVALID_METADATA', `Invalid value for ${name} property: ${value}`);
}
