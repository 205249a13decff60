import { QueryError } from '../query-error.ts';
import { expectType, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import { boolean, varchar } from './types.ts';

const code = 'INVALID_FUNCTION_ARGUMENT';
const noCharacter = 'Escape string must be a single character';
const nothingEscaped = "Escape character must be followed by '%', '_' or the escape character itself";

/** LIKE, whose ESCAPE Athena checks: https://trino.io/docs/current/functions/comparison.html#pattern-comparison-like */
export function like(value: Typed, pattern: Typed, escape: Typed | undefined): Typed {
  const [text, plain] = [expectType(value, varchar, 'LIKE'), expectType(pattern, varchar, 'LIKE')];
  if (!escape) return { sql: `(${text} LIKE ${plain})`, type: boolean };
  const character = expectType(escape, varchar, 'ESCAPE');
  checkLiterals(pattern.text, escape.text);
  return { sql: `(${text} LIKE ${checked(plain, character)} ESCAPE ${character})`, type: boolean };
}

function checkLiterals(pattern: string | undefined, escape: string | undefined): void {
  if (escape === undefined) return;
  if ([...escape].length !== 1) throw new QueryError(code, noCharacter);
  if (pattern === undefined) return;
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    if (characters[at] !== escape) continue;
    at++;
    if (!['%', '_', escape].includes(characters[at] ?? '')) throw new QueryError(code, nothingEscaped);
  }
}

/** The pattern of each row, if its escapes are sound. */
function checked(pattern: string, escape: string): string {
  const one = `regexp_escape(${escape})`;
  const sound = `'(?s)([^' || ${one} || ']|' || ${one} || '(%|_|' || ${one} || '))*'`;
  return (
    `(CASE WHEN length(${escape}) <> 1 THEN ${raise(code, noCharacter)} ` +
    `WHEN NOT regexp_full_match(${pattern}, ${sound}) THEN ${raise(code, nothingEscaped)} ELSE ${pattern} END)`
  );
}
