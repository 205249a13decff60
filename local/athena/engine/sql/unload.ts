import { QueryError, notSupported } from '../query-error.ts';
import { isSymbol, isWord, stringValue, unexpected } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Where and how an UNLOAD writes. https://docs.aws.amazon.com/athena/latest/ug/unload.html */
export interface Unload {
  /** `s3://bucket/prefix/` */
  target: string;
  format: 'PARQUET' | 'JSON' | 'TEXTFILE';
  compression: 'GZIP' | 'SNAPPY' | 'ZSTD' | 'NONE';
  fieldDelimiter: string;
}

const compressions: Record<Unload['format'], Unload['compression'][]> = {
  PARQUET: ['GZIP', 'SNAPPY', 'ZSTD', 'NONE'],
  JSON: ['GZIP', 'NONE'],
  TEXTFILE: ['GZIP', 'NONE'],
};

/**
 * Takes `UNLOAD (<query>) TO '<target>' WITH (…)` off a query; undefined when the statement is no UNLOAD.
 * @returns the query's tokens as well, so that its text can be cut out
 * @throws SyntaxFailure, QueryError
 */
export function peelUnload(tokens: Token[]): { query: Token[]; unload: Unload } | undefined {
  if (!isWord(tokens[0], 'UNLOAD')) return undefined;
  const close = closingParenthesis(tokens, 1);
  const [to, target, ...rest] = tokens.slice(close + 1);
  if (!isWord(to, 'TO') || target?.kind !== 'string') throw unexpected(to, "TO 's3://…'");
  const unload = { target: targetOf(stringValue(target)), ...formatOf(propertiesOf(rest)) };
  return { query: tokens.slice(2, close), unload };
}

function closingParenthesis(tokens: Token[], open: number): number {
  if (!isSymbol(tokens[open], '(')) throw unexpected(tokens[open], '(');
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], '(')) depth++;
    if (isSymbol(tokens[at], ')') && --depth === 0) return at;
  }
  throw unexpected(undefined, ')');
}

function propertiesOf(tokens: Token[]): Map<string, string> {
  const properties = new Map<string, string>();
  if (!isWord(tokens[0], 'WITH') || !isSymbol(tokens[1], '(')) throw unexpected(tokens[0], 'WITH (');
  for (let at = 2; ; at += 4) {
    const [name, equals, value, end] = tokens.slice(at, at + 4);
    if (name?.kind !== 'word') throw unexpected(name, 'a property name');
    if (!isSymbol(equals, '=')) throw unexpected(equals, '=');
    if (value?.kind !== 'string') throw unexpected(value, 'a string');
    properties.set(name.text.toLowerCase(), stringValue(value));
    if (isSymbol(end, ')')) {
      if (tokens.length > at + 4) throw unexpected(tokens[at + 4], 'the end');
      return properties;
    }
    if (!isSymbol(end, ',')) throw unexpected(end, ')');
  }
}

function formatOf(properties: Map<string, string>): Omit<Unload, 'target'> {
  const {
    format,
    compression,
    field_delimiter: fieldDelimiter = '\u0001',
    ...others
  } = Object.fromEntries(properties);
  const [other] = Object.keys(others);
  if (other) throw notSupported(`UNLOAD with ${other}`, 'It knows format, compression and field_delimiter.');
  const known = oneOf('format', format ?? '', Object.keys(compressions)) as Unload['format'];
  const chosen = oneOf('compression', compression ?? 'GZIP', compressions[known]) as Unload['compression'];
  return { format: known, compression: chosen, fieldDelimiter };
}

function oneOf(property: string, value: string, known: string[]): string {
  const upper = value.toUpperCase();
  if (known.includes(upper)) return upper;
  throw notSupported(`UNLOAD with ${property} '${value}'`, `It knows ${known.join(', ')}.`);
}

function targetOf(uri: string): string {
  const path = /^s3:\/\/[^/]+\/(.+)$/.exec(uri)?.[1];
  if (!path || path.split('/').some((part) => part === '.' || part === '..')) {
    throw new QueryError('INVALID_ARGUMENTS', `UNLOAD's target must be s3://bucket/prefix/, and not ${uri}.`);
  }
  return uri.endsWith('/') ? uri : `${uri}/`;
}
