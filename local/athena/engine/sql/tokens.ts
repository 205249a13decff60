import { SyntaxFailure } from './syntax-failure.ts';

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
  ['symbol', /<>|<=|>=|!=|\|\||->|=(?!=)|[(),.;+\-*/%<>?[\]]/y],
];

/**
 * Cuts a statement into tokens.
 * @throws SyntaxFailure at a character that begins none
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < sql.length;) {
    const column = at - lineStart + 1;
    const { kind, text } = tokenAt(sql, at) ?? unreadable(sql, at, line, column);
    if (kind !== 'skipped') tokens.push({ kind, text, start: at, end: at + text.length, line, column });
    line += text.split('\n').length - 1;
    if (text.includes('\n')) lineStart = at + text.lastIndexOf('\n') + 1;
    at += text.length;
  }
  return tokens;
}

function tokenAt(sql: string, at: number): { kind: Token['kind'] | 'skipped'; text: string } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text) return { kind, text };
  }
  return undefined;
}

function unreadable(sql: string, at: number, line: number, column: number): never {
  throw new SyntaxFailure(line, column, `mismatched input '${sql.slice(at, at + 10)}'`);
}

/**
 * The failure for a token that cannot stand where it does.
 * @param token undefined when the text ends too early
 */
export function unexpected(token: Token | undefined, expected: string): SyntaxFailure {
  const { line = 1, column = 1, text = '<EOF>' } = token ?? {};
  return new SyntaxFailure(line, column, `mismatched input '${text}'. Expecting: ${expected}`);
}

/** The value of a string token. */
export function stringValue(token: Token): string {
  return token.text.slice(1, -1).replaceAll("''", "'");
}

export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

export const isSymbol = (token: Token | undefined, symbol: string): boolean =>
  token?.kind === 'symbol' && token.text === symbol;
