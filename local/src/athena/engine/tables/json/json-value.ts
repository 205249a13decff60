import type { QueryErrorCode } from '../../query-error.ts';

/** A value of JSON with its digits as written. A plain string is a text that stood in quotes. */
export type JsonValue = string | Literal | JsonValue[] | JsonObject | null;

/** A number, true, false, or whatever a lenient parser takes without quotes. */
export class Literal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The members by their names as they are compared; each with its own name. */
export class JsonObject extends Map<string, { name: string; value: JsonValue }> {}

/** What a parser does with the members of a line's object. */
export type Member = (name: string, value: JsonValue) => void;

/** Why a line cannot be read. */
export class BadLine extends Error {
  readonly code: QueryErrorCode;
  constructor(why: string, code: QueryErrorCode = 'HIVE_CURSOR_ERROR') {
    super(why);
    this.code = code;
  }
}

/** No JSON nests deeper that Athena reads. */
export const deepest = 1000;
