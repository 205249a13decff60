import { asciiDigits } from '../../texts/digits.ts';

/** A decimal number, `unscaled` × 10 to the power of -`scale`. */
export interface BigDecimal {
  unscaled: bigint;
  scale: number;
}

const decimalText = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?)(\d+))?$/;
const int32 = 2 ** 31;
/** No column has more digits, so what has more overflows whatever they are. */
const mostDigits = 60;

/**
 * Reads a number as Java's `new BigDecimal(text)` does.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/math/BigDecimal.html#%3Cinit%3E(java.lang.String)
 */
export function parseBigDecimal(text: string): BigDecimal | undefined {
  const found = decimalText.exec(asciiDigits(text));
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', exponentSign, exponentDigits = '0'] = found;
  if (whole.length + fraction.length === 0) return undefined;
  const exponent = Number(`${exponentSign ?? ''}${exponentDigits}`);
  const scale = fraction.length - exponent;
  if ([exponent, scale].some((part) => part >= int32 || part < -int32)) return undefined;
  const digits = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -digits : digits, scale };
}

/**
 * The unscaled value at another scale; undefined where it has more digits than any column.
 * @param rounding of what is cut off: away from zero from a half on, or not at all
 */
export function atScale(
  { unscaled, scale }: BigDecimal,
  wanted: number,
  rounding: 'half up' | 'down',
): bigint | undefined {
  if (unscaled === 0n) return 0n;
  const digits = String(unscaled).length;
  if (wanted - scale > mostDigits || digits + wanted - scale > 2 * mostDigits) return undefined;
  if (wanted >= scale) return unscaled * 10n ** BigInt(wanted - scale);
  if (scale - wanted > digits + 1) return 0n;
  const unit = 10n ** BigInt(scale - wanted);
  const half = rounding === 'down' ? 0n : unscaled < 0n ? -unit / 2n : unit / 2n;
  return (unscaled + half) / unit;
}

/** As Java's `BigDecimal.toString()` writes it: with an exponent where the point is far from the digits. */
export function bigDecimalText({ unscaled, scale }: BigDecimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale === 0) return sign + digits;
  const adjusted = digits.length - 1 - scale;
  if (scale > 0 && adjusted >= -6) return sign + withPoint(digits.padStart(scale + 1, '0'), scale);
  const mantissa = digits.length > 1 ? withPoint(digits, digits.length - 1) : digits;
  return `${sign}${mantissa}${adjusted === 0 ? '' : `E${adjusted > 0 ? '+' : ''}${adjusted}`}`;
}

function withPoint(digits: string, scale: number): string {
  return `${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
}
