/** Thrown for a number that can be held neither exactly nor as the double it is written as. */
export class NumberNotHeld extends SyntaxError {
  constructor(text: string) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    super(
      `The number ${shown} cannot be held exactly: whole numbers go from -2^63 to 2^63 - 1, others have up to 17 digits and lie between 5e-324 and 1.8e308. Pass it as a text.`,
    );
  }
}

const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;
/** No double needs more digits than these to be written. */
const doubleDigits = 17;

/**
 * The value of a JSON number: a whole one beyond 2^53 - 1 as a bigint, which nothing rounds, every other as a double.
 * @throws NumberNotHeld
 */
export function numberOf(text: string): number | bigint {
  const value = Number(text);
  const vanishes = value === 0 && digitsOf(text) !== '';
  if (vanishes || !Number.isFinite(value)) throw new NumberNotHeld(text);
  if (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) return wholeNumberOf(text, value);
  if (digitsOf(text).length > doubleDigits) throw new NumberNotHeld(text);
  return value;
}

function wholeNumberOf(text: string, value: number): number | bigint {
  const whole = bigintOf(text);
  if (whole !== undefined && whole >= least && whole <= greatest) return whole;
  // Beyond, a double is exact where its own digits are those of the text: 1e300, 100000000000000000000.
  if (digitsOf(text) === digitsOf(String(value))) return value;
  throw new NumberNotHeld(text);
}

const parts = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** The whole number that the text stands for, also as `1.5e16`; undefined of a fraction and of what is far too large. */
function bigintOf(text: string): bigint | undefined {
  const [, before, after = '', exponent = '0'] = parts.exec(text)!;
  const zeros = Number(exponent) - after.length;
  if (zeros > 20) return undefined;
  const digits = `${before}${after}`;
  const whole = zeros >= 0 ? digits + '0'.repeat(zeros) : digits.slice(0, zeros);
  if (zeros < 0 && /[1-9]/.test(digits.slice(zeros))) return undefined;
  return BigInt(whole || '0') * (text.startsWith('-') ? -1n : 1n);
}

/** The digits that count: without sign, point, exponent, and zeros at either end. */
function digitsOf(text: string): string {
  const [mantissa] = text.split(/[eE]/);
  return mantissa!.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
}
