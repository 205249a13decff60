import { asciiDigits } from './digits.ts';

/**
 * A whole number's text in usual digits; undefined where Athena reads none. It may exceed every type.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Long.html#parseLong(java.lang.String)
 */
export function integerText(text: string): string | undefined {
  const ascii = asciiDigits(text);
  return /^[+-]?\d+$/.test(ascii) ? BigInt(ascii.replace('+', '')).toString() : undefined;
}
