import { bigDecimalText, parseBigDecimal } from '../java/decimal.ts';
import { parseDecimalHexOctal } from '../java/whole.ts';
import { wellFormed } from '../java/well-formed.ts';
import { Literal } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/**
 * What a text column shows of OpenX's JSON: a text as it is, anything else as JSON without blanks.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/JsonWriter.java
 */
export function shownText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Literal) return canonical(value.text) ?? value.text;
  return jsonText(value);
}

function jsonText(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Literal) return canonical(value.text) ?? quoted(value.text);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  const members = [...value.values()].map((member) => `${quoted(member.name)}:${jsonText(member.value)}`);
  return `{${members.join(',')}}`;
}

/** A number or a truth value in its one spelling; undefined for other words. */
function canonical(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower;
  const whole = parseDecimalHexOctal(word);
  if (whole !== undefined) return String(whole);
  const number = parseBigDecimal(word);
  return number && bigDecimalText(number);
}

/** JSON's own quotes, but `</` gets a backslash. */
function quoted(text: string): string {
  return JSON.stringify(wellFormed(text)).replaceAll('</', String.raw`<\/`);
}
