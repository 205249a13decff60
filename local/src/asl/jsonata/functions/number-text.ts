/** Digits of a number that is not whole, as AWS writes it. */
const fractionDigits = 15;

/**
 * A number as `$string` and `&` write it: whole ones below 1e21 in full, larger ones with an exponent; others rounded
 * down to 15 significant digits, without zeros at the end.
 */
export function numberText(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isInteger(value)) return String(value);
  const [, sign, first, rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(
    value.toExponential(),
  )!;
  const digits = floored(`${first}${rest}`, sign === '-');
  const point = digits.length - Math.min(rest.length + 1, fractionDigits);
  const significant = digits.replace(/0+$/, '');
  return sign + written(significant, Number(exponent) + point);
}

/** The first digits, rounded towards minus infinity. */
function floored(digits: string, negative: boolean): string {
  const kept = digits.slice(0, fractionDigits);
  return digits.length > fractionDigits && negative ? String(BigInt(kept) + 1n) : kept;
}

/** Digits with the point after the first one moved by the exponent: Java's BigDecimal, with JavaScript's `e+`. */
function written(digits: string, exponent: number): string {
  const [first, rest] = [digits[0]!, digits.slice(1)];
  if (exponent < -6 || exponent >= digits.length) {
    return `${first}${rest && `.${rest}`}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const after = digits.slice(exponent + 1);
  return digits.slice(0, exponent + 1) + (after && `.${after}`);
}
