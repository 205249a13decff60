import type { Diagnostic } from './diagnostic.ts';
import { schemaError } from './diagnostic.ts';
import { parseJson } from '../json/index.ts';

export type JsonObject = Record<string, unknown>;

/** The definition's text as an object, or what is wrong with it in AWS's words (recorded but for the last). */
export function readJson(text: string): { definition: JsonObject } | { diagnostic: Diagnostic } {
  if (text.trim() === '') return { diagnostic: notAnObject };
  try {
    const value: unknown = parseJson(text);
    return isObject(value) ? { definition: value } : { diagnostic: notAnObject };
  } catch (error) {
    return { diagnostic: unrecognizedToken(text) ?? syntaxError(text, (error as SyntaxError).message) };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const notAnObject = schemaError('Definition must be a valid JSON object');

/** A bare word at the beginning, as a parser of AWS's meets it. */
function unrecognizedToken(text: string): Diagnostic | undefined {
  const [whole, word] = /^\s*([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(text) ?? [];
  if (whole === undefined || word === undefined || ['true', 'false', 'null'].includes(word)) return undefined;
  const expected = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  return invalidJson(`Unrecognized token '${word}': ${expected}`, sourceOf(text, whole.length));
}

function syntaxError(text: string, message: string): Diagnostic {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
  return invalidJson(message, sourceOf(text, position));
}

function invalidJson(message: string, location: string): Diagnostic {
  return {
    severity: 'ERROR',
    code: 'INVALID_JSON_DESCRIPTION',
    message: `${message}\n at ${location}`,
    location,
  };
}

/** A place in the text, which AWS shows up to 500 characters of. */
function sourceOf(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  const shown = text.length > 500 ? `${text.slice(0, 500)}[truncated ${text.length - 500} chars]` : text;
  return `[Source: (String)"${shown}"; line: ${lines.length}, column: ${lines.at(-1)!.length + 1}]`;
}
