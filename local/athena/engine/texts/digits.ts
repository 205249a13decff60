/** Digits of any script, as Java's `Character.digit` reads them: of the basic plane only, one UTF-16 unit each. */
export const javaDigit = String.raw`(?:(?![\u{10000}-\u{10FFFF}])\p{Nd})`;

/** A text of such digits, signs and other ASCII in the digits 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0)!)));
}

/** Each script's ten digits follow each other and begin at a code point that ends in 0 or in 6 (hexadecimal). */
function valueOf(codePoint: number): number {
  const place = codePoint % 16;
  return isDigit(codePoint - place) ? place : place - 6;
}

const isDigit = (codePoint: number) => /\p{Nd}/u.test(String.fromCodePoint(codePoint));
