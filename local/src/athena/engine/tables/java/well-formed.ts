const surrogate = /[\ud800-\udfff]/;
const lone = /\p{Surrogate}/gu;

/** A text as Java writes it in UTF-8: half a character is a question mark. */
export function wellFormed(text: string): string {
  return surrogate.test(text) ? text.replaceAll(lone, '?') : text;
}
