export const noCharacter = 'Escape string must be a single character';
export const nothingEscaped = "Escape character must be followed by '%', '_' or the escape character itself";

/** What is wrong with LIKE's ESCAPE, in Trino's words. */
export function escapeProblem(pattern: string, escape: string): string | undefined {
  if ([...escape].length !== 1) return noCharacter;
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    if (characters[at] !== escape) continue;
    at++;
    if (!['%', '_', escape].includes(characters[at] ?? '')) return nothingEscaped;
  }
  return undefined;
}
