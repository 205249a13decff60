import { asciiDigits } from '../../texts/digits.ts';
import { atScale, parseBigDecimal } from './decimal.ts';

const largest = 2n ** 63n - 1n;
const [zero, one, nine] = [0x30, 0x31, 0x39];
const plain = /^-?[1-9]\d{0,14}$/;

/** The least and the greatest value of each type. */
export const ranges: Record<string, readonly [min: bigint, max: bigint]> = {
  tinyint: [-128n, 127n],
  smallint: [-32_768n, 32_767n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-largest - 1n, largest],
};

/** The number of a text of at most nine digits, the common case; undefined for any other. */
export function fewDigits(text: string): number | undefined {
  const first = text.charCodeAt(0);
  if (text.length > 9 || first < one || first > nine) return undefined;
  let value = first - zero;
  for (let at = 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether it is a 64-bit number. */
export const isLong = (value: bigint) => value >= -largest - 1n && value <= largest;

/** As Java's `Long.parseLong`. */
export function parseLong(text: string): bigint | undefined {
  const ascii = asciiDigits(text);
  return /^[+-]?\d+$/.test(ascii) ? long(BigInt(ascii.replace('+', ''))) : undefined;
}

/**
 * A whole number as OpenX's JSON has it: decimal, `0x1F`, or octal with a leading zero.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/README.md
 */
export function parseDecimalHexOctal(text: string): bigint | undefined {
  if (plain.test(text)) return BigInt(text);
  if (/^0[xX][0-9a-fA-F]/.test(text)) {
    const digits = asciiDigits(text.slice(2));
    return /^[0-9a-fA-F]+$/.test(digits) ? long(BigInt(`0x${digits}`)) : undefined;
  }
  if (/^0[0-8]/.test(text)) {
    const digits = asciiDigits(text.slice(1));
    return /^[0-7]+$/.test(digits) ? long(BigInt(`0o${digits}`)) : undefined;
  }
  return parseLong(text);
}

/** The same, or the whole part of a decimal number. */
export function parseWholePart(text: string): bigint | undefined {
  const whole = parseDecimalHexOctal(text);
  if (whole !== undefined) return whole;
  const number = parseBigDecimal(text);
  const cut = number && atScale(number, 0, 'down');
  return cut === undefined ? undefined : long(cut);
}

function long(value: bigint): bigint | undefined {
  return isLong(value) ? value : undefined;
}
