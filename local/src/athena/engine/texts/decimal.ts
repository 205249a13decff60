import { asciiDigits } from './digits.ts';

const pattern = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;

/** Java keeps a decimal's scale, its exponent with the sign changed, in 32 bits. */
const SCALE_LIMIT = 2 ** 31;
/** Beyond so many digits before its point a number fits no type, and behind it it rounds to zero. */
const MOST_DIGITS = 80;

/**
 * A decimal's text in usual digits and without exponent; undefined where Athena reads none.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/math/BigDecimal.html#%3Cinit%3E(java.lang.String)
 */
export function decimalText(text: string): string | undefined {
  const match = pattern.exec(asciiDigits(text));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', bare = '', exponent = '0'] = match;
  const behind = fraction + bare;
  const scale = behind.length - Number(exponent);
  if (!Number.isSafeInteger(scale) || scale >= SCALE_LIMIT || scale < -SCALE_LIMIT) return undefined;
  return sign.replace('+', '') + shifted((whole + behind).replace(/^0+/, ''), scale);
}

/** @param scale how many of the digits stand behind the point */
function shifted(digits: string, scale: number): string {
  if (digits === '' || scale - digits.length > MOST_DIGITS) return '0';
  if (digits.length - scale > MOST_DIGITS) return '9'.repeat(MOST_DIGITS);
  if (scale <= 0) return digits + '0'.repeat(-scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
