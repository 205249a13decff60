import { syntaxFailure } from './syntax-failure.ts';
import type { SyntaxFailure } from './syntax-failure.ts';

/** One token of Athena's SQL; white space and comments are not tokens. */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  /** As written, quotes included. */
  text: string;
  /** Offsets in the text. */
  start: number;
  end: number;
  /** Counted from 1. */
  line: number;
  column: number;
}

const patterns: [Token['kind'] | 'skipped', RegExp][] = [
  ['skipped', /\s+/y],
  ['skipped', /--[^\n]*/y],
  ['skipped', /\/\*[^]*?\*\//y],
  ['string', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\d_.])/uy],
  ['word', /[\p{L}_][\p{L}\d_]*/uy],
  ['symbol', /<>|<=|>=|!=|\|\||->|[^]/y],
];

/** Cuts a statement into tokens. A character that begins none in SQL is one by itself. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < sql.length;) {
    const column = at - lineStart + 1;
    const { kind, text } = tokenAt(sql, at);
    if (kind !== 'skipped') tokens.push({ kind, text, start: at, end: at + text.length, line, column });
    line += text.split('\n').length - 1;
    if (text.includes('\n')) lineStart = at + text.lastIndexOf('\n') + 1;
    at += text.length;
  }
  return tokens;
}

function tokenAt(sql: string, at: number): { kind: Token['kind'] | 'skipped'; text: string } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text) return { kind, text };
  }
  throw new Error('The last pattern takes any character.');
}

/**
 * The failure for a token that cannot stand where it does.
 * @param token undefined when the text ends too early
 */
export function unexpected(token: Token | undefined, expected: string): SyntaxFailure {
  const { line = 1, column = 1, text = '<EOF>' } = token ?? {};
  return syntaxFailure(line, column, `mismatched input '${text}'. Expecting: ${expected}`);
}

/** The value of a string token. */
export function stringValue(token: Token): string {
  return token.text.slice(1, -1).replaceAll("''", "'");
}

export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

export const isSymbol = (token: Token | undefined, symbol: string): boolean =>
  token?.kind === 'symbol' && token.text === symbol;
