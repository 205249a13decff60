const odd = /[^\0-\x7f]/;
const digit = /\p{Nd}/u;

/** Java's parsers of whole and decimal numbers take the digits of every script. */
export function asciiDigits(text: string): string {
  return odd.test(text) ? text.replaceAll(/\p{Nd}/gu, valueOf) : text;
}

/** Each script's ten digits stand together, zero first. Those of two UTF-16 units are none to Java. */
function valueOf(character: string): string {
  if (character.length > 1 || character <= '9') return character;
  let value = 0;
  while (digit.test(String.fromCharCode(character.charCodeAt(0) - value - 1))) value++;
  return String(value % 10);
}
