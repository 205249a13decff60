const decimalText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexText = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/;
/** Java takes off what is not above a space, and the letter of a float's or a double's literal. */
const around = /^[\0- ]+|[\0- ]+$/g;
const suffix = /[fFdD]$/;

/**
 * As Java's `Double.parseDouble`.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#valueOf(java.lang.String)
 */
export function parseDouble(text: string): number | undefined {
  if (decimalText.test(text)) return Number(text);
  const trimmed = text.replace(around, '');
  const named = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (named) return Number(named[2] === 'NaN' ? NaN : trimmed);
  const number = trimmed.replace(suffix, '');
  if (decimalText.test(number)) return Number(number);
  const hex = hexText.exec(number);
  return hex ? hexNumber(hex, 53, -1074, 1023) : undefined;
}

/** As Java's `Float.parseFloat`: the float next to the text, not to the double next to it. */
export function parseFloat(text: string): number | undefined {
  const trimmed = text.replace(around, '').replace(suffix, '');
  const hex = hexText.exec(trimmed);
  if (hex) return hexNumber(hex, 24, -149, 127);
  const double = parseDouble(text);
  return double === undefined ? undefined : nearestFloat(double, trimmed);
}

function nearestFloat(double: number, text: string): number {
  const float = Math.fround(double);
  if (float === double || !Number.isFinite(double) || !isBetweenFloats(double)) return float;
  const side = compareExactly(text, double);
  // The double stands in the middle of two floats: the text says on which side of it the number is.
  return side === 0 ? float : neighbours(double)[side < 0 ? 0 : 1];
}

const bits = new DataView(new ArrayBuffer(8));

/** The floats around a double that is none, the lesser first. */
function neighbours(double: number): [number, number] {
  const float = Math.fround(double);
  bits.setFloat32(0, float);
  const raw = bits.getInt32(0);
  const further = Math.abs(float) < Math.abs(double);
  bits.setInt32(0, raw + (further ? 1 : -1));
  const other = float === 0 ? Math.sign(double) * 2 ** -149 : bits.getFloat32(0);
  return float < other ? [float, other] : [other, float];
}

function isBetweenFloats(double: number): boolean {
  const [low, high] = neighbours(double);
  const top = 2 ** 128;
  return (Number.isFinite(low) ? low : -top) + (Number.isFinite(high) ? high : top) === 2 * double;
}

/** The sign of the decimal text's number minus the double. */
function compareExactly(text: string, double: number): number {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const power = Number(exponent) - fraction.length;
  let left = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n) * 10n ** BigInt(Math.max(0, power));
  // Times 2 to the power of 1074 every double is whole.
  left <<= 1074n;
  const right = wholeOf(double) * 10n ** BigInt(Math.max(0, -power));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The double times 2 to the power of 1074. */
function wholeOf(double: number): bigint {
  bits.setFloat64(0, double);
  const raw = bits.getBigUint64(0);
  const exponent = (raw >> 52n) & 0x7ffn;
  const mantissa = (raw & 0xfffffffffffffn) | (exponent === 0n ? 0n : 1n << 52n);
  const magnitude = mantissa << (exponent === 0n ? 0n : exponent - 1n);
  return double < 0 ? -magnitude : magnitude;
}

/** `0x1.8p3`, rounded to the nearest number of a format, to an even one from the middle. */
function hexNumber(
  [, sign, whole = '', fraction = '', power = '0']: RegExpExecArray,
  precision: number,
  leastExponent: number,
  greatestExponent: number,
): number | undefined {
  if (whole.length + fraction.length === 0) return undefined;
  const negative = sign === '-' ? -1 : 1;
  const digits = BigInt(`0x${whole}${fraction}`);
  if (digits === 0n) return negative * 0;
  const exponent = Number(power) - 4 * fraction.length;
  const length = digits.toString(2).length;
  if (exponent + length - 1 > greatestExponent) return negative * Infinity;
  if (exponent + length < leastExponent) return negative * 0;
  const cut = Math.max(length - precision, leastExponent - exponent, 0);
  const value = negative * Number(roundedShift(digits, BigInt(cut))) * 2 ** Math.max(exponent + cut, -1074);
  return precision === 24 ? Math.fround(value) : value;
}

function roundedShift(digits: bigint, cut: bigint): bigint {
  if (cut === 0n) return digits;
  const kept = digits >> cut;
  const rest = digits - (kept << cut);
  const half = 1n << (cut - 1n);
  return rest > half || (rest === half && kept % 2n === 1n) ? kept + 1n : kept;
}
