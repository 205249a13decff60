import { QueryError } from '../../query-error.ts';
import { scientificText } from '../../run/value-text.ts';
import { integerText } from '../integer.ts';
import { JsonNumber, parseJson } from './parse.ts';
import type { Json } from './parse.ts';
import { valueAt } from './path.ts';
import { jsonText } from './write.ts';

const failure = (message: string, code: 'INVALID_FUNCTION_ARGUMENT' | 'INVALID_CAST_ARGUMENT') =>
  new QueryError(code, message);

export function jsonParse(text: string): string {
  const value = parseJson(text);
  if (value === undefined)
    throw failure(`Cannot convert value to JSON: '${text}'`, 'INVALID_FUNCTION_ARGUMENT');
  return jsonText(value, true);
}

const found = (text: string, path: string): Json | undefined => {
  const value = parseJson(text);
  return value === undefined ? undefined : valueAt(value, path);
};

export function jsonExtract(text: string, path: string): string | undefined {
  const value = found(text, path);
  return value === undefined ? undefined : jsonText(value, false);
}

/** A text, number or truth value as its text. */
export function jsonExtractScalar(text: string, path: string): string | undefined {
  const value = found(text, path);
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'boolean' ? String(value) : undefined;
}

export function jsonArrayLength(text: string): bigint | undefined {
  const value = parseJson(text);
  return Array.isArray(value) ? BigInt(value.length) : undefined;
}

/** How many elements or members; 0 of a scalar. */
export function jsonSize(text: string, path: string): bigint | undefined {
  const value = found(text, path);
  if (value === undefined) return undefined;
  if (value instanceof Map) return BigInt(value.size);
  return BigInt(Array.isArray(value) ? value.length : 0);
}

export function isJsonScalar(text: string): boolean {
  const value = parseJson(text);
  if (value === undefined) throw failure(`Invalid JSON value: ${text}`, 'INVALID_FUNCTION_ARGUMENT');
  return !Array.isArray(value) && !(value instanceof Map);
}

/** Trino's JSON as that which DuckDB casts to the same values: each of the kind that a type takes. */
export function jsonForCast(text: string, type: string): string | undefined {
  const value = parseJson(text)!;
  return value === null ? undefined : cast(value, type, text);
}

function cast(value: Json, type: string, whole: string): string {
  if (value === null) return 'null';
  const array = /^array\((.*)\)$/.exec(type)?.[1];
  const map = /^map\(varchar,(.*)\)$/.exec(type)?.[1];
  if (array && Array.isArray(value)) return `[${value.map((one) => cast(one, array, whole)).join(',')}]`;
  if (map && value instanceof Map)
    return `{${[...value].map(([name, one]) => `${JSON.stringify(name)}:${cast(one, map, whole)}`).join(',')}}`;
  const scalar =
    Array.isArray(value) || value instanceof Map || array || map ? undefined : scalarOf(value, type);
  if (scalar !== undefined) return scalar;
  throw failure(`Cannot cast to ${type}. ${whole}`, 'INVALID_CAST_ARGUMENT');
}

function scalarOf(value: string | boolean | JsonNumber, type: string): string | undefined {
  if (type === 'varchar') return JSON.stringify(shown(value));
  if (type === 'boolean') return booleanOf(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (type === 'double') return doubleOf(typeof value === 'string' ? value : value.text);
  return typeof value === 'string' ? integerText(value) : integerOf(value.text);
}

/** A fraction as Trino casts doubles to text. */
function shown(value: string | boolean | JsonNumber): string {
  if (!(value instanceof JsonNumber)) return String(value);
  if (/^-?\d+$/.test(value.text)) return jsonText(value, false);
  return scientificText(Number(value.text), (number) => number.toExponential());
}

function booleanOf(value: string | boolean | JsonNumber): string | undefined {
  if (value instanceof JsonNumber) return String(Number(value.text) !== 0);
  const lower = String(value).toLowerCase();
  return lower === 'true' || lower === 'false' ? lower : undefined;
}

/** DuckDB's JSON has no NaN and no infinity. */
function doubleOf(text: string): string | undefined {
  const number = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) ? String(number) : undefined;
}

/** Half is rounded away from zero. */
function integerOf(text: string): string | undefined {
  if (/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  const rounded = Math.sign(number) * Math.round(Math.abs(number));
  return Number.isSafeInteger(rounded) ? String(rounded + 0) : undefined;
}
