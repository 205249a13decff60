import { Dialect, parse } from '@polyglot-sql/sdk';
import type { Grammar } from '../grammar/index.ts';
import { QueryError, notSupported } from '../query-error.ts';
import { checkPlaces, withParameters } from './parameters.ts';
import { SyntaxFailure } from './syntax-failure.ts';
import { isSymbol, tokenize, unexpected } from './tokens.ts';
import type { Token } from './tokens.ts';
import { peelUnload } from './unload.ts';
import type { Unload } from './unload.ts';

/** A statement that is SQL. */
export interface Statement {
  /** The query's syntax tree, with the parameters in their places. */
  query: unknown;
  unload?: Unload;
}

/**
 * Reads a statement: a query, or UNLOAD of one.
 * @throws SyntaxFailure where Athena refuses to start it; QueryError where it would fail, or is not run locally
 */
export async function readStatement(sql: string, parameters: string[], grammar: Grammar): Promise<Statement> {
  const tokens = withoutSemicolon(tokenize(sql));
  checkVerb(tokens[0]);
  const { query, unload } = peelUnload(tokens) ?? { query: tokens };
  const text = cutOut(sql, query);
  const examined = grammar.examine(text);
  const read = parseQuery(text);
  const finding = await examined;
  if (finding?.kind === 'unparsable') throw new SyntaxFailure(finding.message);
  if (finding) throw new QueryError(finding.code, finding.message);
  const tree = queryOf(read);
  if (!query.some((token) => isSymbol(token, '?')) && parameters.length === 0) return { query: tree, unload };
  checkPlaces(tree);
  return { query: queryOf(parseQuery(withParameters(text, query, parameters))), unload };
}

/** What Athena runs besides queries, by the first word. */
const otherVerbs = [
  'ALTER',
  'ANALYZE',
  'CREATE',
  'DEALLOCATE',
  'DELETE',
  'DESC',
  'DESCRIBE',
  'DROP',
  'EXECUTE',
];
const moreVerbs = ['EXPLAIN', 'INSERT', 'MERGE', 'MSCK', 'OPTIMIZE', 'PREPARE', 'SHOW', 'UPDATE', 'VACUUM'];

function checkVerb(first: Token | undefined): void {
  if (!first) throw unexpected(undefined, '<query>');
  const verb = first.text.toUpperCase();
  if (![...otherVerbs, ...moreVerbs].includes(verb)) return;
  throw notSupported(verb, 'It runs queries (SELECT, WITH, VALUES) and UNLOAD.');
}

function withoutSemicolon(tokens: Token[]): Token[] {
  return isSymbol(tokens.at(-1), ';') ? tokens.slice(0, -1) : tokens;
}

/** The text with only some of its tokens in it: everything else, comments too, is blank, so that positions stay. */
function cutOut(sql: string, tokens: Token[]): string {
  let text = '';
  for (const token of tokens) {
    text += sql.slice(text.length, token.start).replaceAll(/[^\n]/g, ' ') + token.text;
  }
  return text;
}

const queryKinds = ['select', 'union', 'intersect', 'except', 'values', 'subquery', 'paren'];

/** What the translator's parser made of a text: its trees, or where it stopped. */
type Read = { statements: object[] } | { stoppedAt: string };

function parseQuery(sql: string): Read {
  const { text, restored } = withoutBackslashes(sql);
  const result = parse(text, Dialect.Athena);
  if (result.success) return { statements: restored(result.ast) as object[] };
  const { errorLine = 1, errorColumn = 1, errorStart = 0, errorEnd = 0 } = result;
  return { stoppedAt: `line ${errorLine}:${Math.max(1, errorColumn - (errorEnd - errorStart))}` };
}

/** @throws QueryError when it is none, although the grammar has found nothing */
function queryOf(read: Read): unknown {
  if ('stoppedAt' in read) throw notSupported(`what stands at ${read.stoppedAt}`, 'Write it in another way.');
  const [statement, ...others] = read.statements;
  const kind = statement && Object.keys(statement)[0];
  if (others.length === 0 && kind && queryKinds.includes(kind)) return statement;
  throw notSupported(`this kind of statement`, 'Write a SELECT.');
}

/**
 * A backslash in a text is itself, but an escape to the parser. Another character stands in for it while the query is
 * parsed: one for one, so that positions stay.
 */
function withoutBackslashes(sql: string): { text: string; restored: (ast: unknown) => unknown } {
  if (!sql.includes('\\')) return { text: sql, restored: (ast) => ast };
  const standIn = characterNotIn(sql);
  let text = '';
  for (const { kind, text: written, start } of tokenize(sql)) {
    text += sql.slice(text.length, start) + (kind === 'string' ? written.replaceAll('\\', standIn) : written);
  }
  const restored = (ast: unknown): unknown =>
    JSON.parse(JSON.stringify(ast).replaceAll(standIn, String.raw`\\`));
  return { text, restored };
}

/** A character of private use that a text does not have. */
function characterNotIn(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}
