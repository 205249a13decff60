import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { isSymbol, isWord, peelUnload, tokenize } from 'template-runtime/sql';
import type { Token } from 'template-runtime/sql';

/** A query that any Trino runs. */
export interface Query {
  sql: string;
  parameters: string[];
  /** Whether its outermost SELECT says in which order the rows come. */
  ordered: boolean;
}

/** The files of `sql/` by name, each on one line, as the machines have them. */
export const statements = createRequire(import.meta.url)(join(projectRoot, 'sql/statements.cjs')) as Record<
  string,
  string
>;

/** Which file of `sql/` a statement that a machine ran is. */
export function nameOf(statement: string): string | undefined {
  const fits = ([, text]: [string, string]) => patternOf(text).test(statement);
  return Object.entries(statements).find(fits)?.[0];
}

/** Anything may stand where the text has something in braces. */
function patternOf(text: string): RegExp {
  const fixed = withoutMarkers(text)
    .split('{}')
    .map((part) => part.replaceAll(/[^\w\s]/g, String.raw`\$&`));
  return new RegExp(`^${fixed.join('.*')}$`);
}

/** What stands in braces, also within others, left out; two empty ones are in its place. */
function withoutMarkers(text: string): string {
  const shorter = text.replaceAll(/\{(?:[^{}]|\{\})+\}/g, '{}');
  return shorter === text ? text : withoutMarkers(shorter);
}

/**
 * The query of a statement, to the letter: of UNLOAD, which is Athena's own, the one inside it.
 * @throws Error when there are more or fewer parameters than it has places for them
 */
export function queryOf(statement: string, parameters: string[]): Query {
  const all = tokenize(statement);
  const tokens = peelUnload(all)?.query ?? all;
  const places = tokens.filter((token) => isSymbol(token, '?')).length;
  if (places !== parameters.length) {
    throw new Error(
      `The query has ${places} parameters (?), but is given ${parameters.length}: ${statement}`,
    );
  }
  const sql = statement.slice(tokens[0]!.start, tokens.at(-1)!.end);
  return { sql, parameters, ordered: isOrdered(tokens) };
}

function isOrdered(tokens: Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (isSymbol(token, '(')) depth++;
    if (isSymbol(token, ')')) depth--;
    return depth === 0 && isWord(token, 'ORDER');
  });
}
