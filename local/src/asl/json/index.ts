import type { Json } from '../host.ts';
import { JsonReader } from './reader.ts';

/** Only such texts can hold a number that a double rounds: one of many digits, or with an exponent. */
const mayRound = /\d{16}|\d[\d.]{18}|(?:^|[\s:,[])-?\d[\d.]*[eE](?:\+?\d|-\d{3})/;
const strings = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
/** So long a text may hold a string that overflows the expression's stack. */
const longestReplaced = 1 << 20;

/**
 * A JSON text's value, with numbers as they are written.
 * @throws SyntaxError for what is not JSON, NumberNotHeld for a number that cannot be held
 */
export function parseJson(text: string): Json {
  return hasLongNumber(text) ? new JsonReader(text).read() : (JSON.parse(text) as Json);
}

function hasLongNumber(text: string): boolean {
  if (!mayRound.test(text)) return false;
  return text.length > longestReplaced || mayRound.test(text.replace(strings, '""'));
}

/**
 * A value's JSON text, with whole numbers of any size in full.
 * @param indent blanks for each level; 0 for a text on one line
 */
export function stringify(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch (error) {
    // JSON.stringify has no way to write a bigint; few values hold one.
    if (error instanceof TypeError) return write(value, indent, '\n');
    throw error;
  }
}

function write(value: unknown, indent: number, line: string): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = line + ' '.repeat(indent);
  const enclosed = ([open, close]: string, parts: string[]) =>
    indent === 0 || parts.length === 0
      ? `${open}${parts.join(',')}${close}`
      : `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
  if (Array.isArray(value))
    return enclosed(
      '[]',
      value.map((element) => write(element, indent, inner)),
    );
  const colon = indent === 0 ? ':' : ': ';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return enclosed(
    '{}',
    members.map(([name, member]) => JSON.stringify(name) + colon + write(member, indent, inner)),
  );
}
