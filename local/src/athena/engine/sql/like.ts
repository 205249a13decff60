import { noCharacter, nothingEscaped } from './escape-problem.ts';
import { expectType, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import { boolean, varchar } from './types.ts';

const code = 'INVALID_FUNCTION_ARGUMENT';

/** LIKE, whose ESCAPE Athena checks: https://trino.io/docs/current/functions/comparison.html#pattern-comparison-like */
export function like(value: Typed, pattern: Typed, escape: Typed | undefined): Typed {
  const [text, plain] = [expectType(value, varchar, 'LIKE'), expectType(pattern, varchar, 'LIKE')];
  if (!escape) return { sql: `(${text} LIKE ${plain})`, type: boolean };
  const character = expectType(escape, varchar, 'ESCAPE');
  if (escape.text !== undefined && [...escape.text].length !== 1)
    return {
      sql: `(${text} LIKE CASE WHEN true THEN ${raise(code, noCharacter)} ELSE ${plain} END)`,
      type: boolean,
    };
  return { sql: `(${text} LIKE ${checked(plain, character)} ESCAPE ${character})`, type: boolean };
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
