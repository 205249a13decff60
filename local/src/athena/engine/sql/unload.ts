import { QueryError, notSupported } from '../query-error.ts';
import { isSymbol, isWord, stringValue, unexpected } from './tokens.ts';
import type { Token } from './tokens.ts';
import { propertiesOf } from './unload-properties.ts';

/** Where and how an UNLOAD writes. https://docs.aws.amazon.com/athena/latest/ug/unload.html */
export interface Unload {
  /** `s3://bucket/prefix/` */
  target: string;
  format: 'PARQUET' | 'JSON' | 'TEXTFILE';
  compression: 'GZIP' | 'SNAPPY' | 'ZSTD' | 'NONE';
  /** Of ZSTD; undefined for its default. */
  compressionLevel?: number;
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

function formatOf(properties: Map<string, string>): Omit<Unload, 'target'> {
  const {
    format,
    compression,
    compression_level: level,
    field_delimiter: fieldDelimiter = '\u0001',
    ...others
  } = Object.fromEntries(properties);
  const [other] = Object.keys(others);
  if (other) {
    throw notSupported(
      `UNLOAD with ${other}`,
      'It knows format, compression, compression_level and field_delimiter.',
    );
  }
  if ([...fieldDelimiter].length !== 1) {
    throw notSupported(`UNLOAD with field_delimiter '${fieldDelimiter}'`, 'It takes one character.');
  }
  const known = oneOf('format', format ?? '', Object.keys(compressions)) as Unload['format'];
  const chosen = oneOf('compression', compression ?? 'GZIP', compressions[known]) as Unload['compression'];
  const compressionLevel = level === undefined ? undefined : levelOf(level, chosen);
  return { format: known, compression: chosen, compressionLevel, fieldDelimiter };
}

function levelOf(text: string, compression: Unload['compression']): number {
  const level = Number(text);
  if (compression === 'ZSTD' && Number.isInteger(level) && level >= 1 && level <= 22) return level;
  throw notSupported(
    `UNLOAD with compression_level ${text} and compression '${compression}'`,
    'A level is from 1 to 22, and of ZSTD.',
  );
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
