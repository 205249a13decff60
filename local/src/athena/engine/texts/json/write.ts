import { valueText } from '../../run/value-text.ts';
import { JsonNumber } from './parse.ts';
import type { Json } from './parse.ts';

/**
 * JSON as Trino writes it: whole numbers as they are, others as doubles.
 * @param sorted whether members are put in the order of their names, as `json_parse` does
 */
export function jsonText(value: Json, sorted: boolean): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof JsonNumber) return numberText(value.text);
  if (Array.isArray(value)) return `[${value.map((one) => jsonText(one, sorted)).join(',')}]`;
  const names = [...value.keys()];
  if (sorted) names.sort((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${quoted(name)}:${jsonText(value.get(name)!, sorted)}`).join(',')}}`;
}

const double = valueText({ name: 'double' });

function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return BigInt(text).toString();
  return double(Number(text))!;
}

/** Control characters by upper-case digits. */
const quoted = (text: string) =>
  JSON.stringify(text).replaceAll(
    /\\u00([\da-f]{2})/g,
    (_, digits: string) => String.raw`\u00` + digits.toUpperCase(),
  );
