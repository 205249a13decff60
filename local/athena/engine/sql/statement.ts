import { Dialect, parse } from '@polyglot-sql/sdk';
import { notSupported } from '../query-error.ts';
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
export function readStatement(sql: string, parameters: string[]): Statement {
  const tokens = withoutSemicolon(tokenize(sql));
  checkVerb(tokens[0]);
  const { query, unload } = peelUnload(tokens) ?? { query: tokens };
  const text = cutOut(sql, query);
  const tree = parseQuery(text);
  if (!query.some((token) => isSymbol(token, '?')) && parameters.length === 0) return { query: tree, unload };
  checkPlaces(tree);
  return { query: parseQuery(withParameters(text, query, parameters)), unload };
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
  const statement = isSymbol(tokens.at(-1), ';') ? tokens.slice(0, -1) : tokens;
  const semicolon = statement.find((token) => isSymbol(token, ';'));
  if (semicolon) throw unexpected(semicolon, '<EOF>');
  return statement;
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

function parseQuery(sql: string): unknown {
  const result = parse(sql, Dialect.Athena);
  if (!result.success) {
    const { errorLine = 1, errorColumn = 1, errorStart = 0, errorEnd = 0 } = result;
    const problem = (result.error ?? '').replace(/^[^:]*: /, '');
    throw new SyntaxFailure(errorLine, Math.max(1, errorColumn - (errorEnd - errorStart)), problem);
  }
  const [statement, ...others] = result.ast as object[];
  const kind = statement && Object.keys(statement)[0];
  if (others.length > 0 || !kind || !queryKinds.includes(kind)) {
    throw new SyntaxFailure(1, 1, `mismatched input: ${kind ?? 'nothing'} is no query. Expecting: <query>`);
  }
  return statement;
}
