/** Half of a surrogate pair is valid JSON, but no engine reads it; a NUL ends the text in some. */
export function isWellFormed(value: unknown): boolean {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value) && !value.includes('\0');
}

/** What is wrong with a text, where that is not to be seen. */
export function textDetail(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes('\0')) return 'one with a NUL character';
  return isWellFormed(value) ? undefined : 'one with half of a surrogate pair';
}
