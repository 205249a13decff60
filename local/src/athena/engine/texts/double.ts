const number = String.raw`(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`;
const hexadecimal = String.raw`0[xX](?=\.?[\da-fA-F])([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)`;
const pattern = new RegExp(String.raw`^([+-]?)(?:(NaN|Infinity)|(?:(${number})|${hexadecimal})[dDfF]?)$`);

/** Beyond these powers of two a number is infinite or zero in either type. */
const MOST_BITS = 1100;

/**
 * The text of a double or real in usual decimal digits, each of them; undefined where Athena reads none. Java takes
 * blanks around it, the letter of its type behind it, and hexadecimal digits.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#valueOf(java.lang.String)
 */
export function doubleText(text: string): string | undefined {
  // Java's trim takes off all control characters.
  const match = pattern.exec(text.replaceAll(/^[\0- ]+|[\0- ]+$/g, ''));
  if (!match) return undefined;
  const [, sign, name, decimal, , , whole = '', fraction = '', exponent] = match;
  if (name === 'NaN') return name;
  return (
    (sign === '-' ? '-' : '') +
    (name ?? decimal ?? powerOfTwo(whole + fraction, Number(exponent) - 4 * fraction.length))
  );
}

/** The decimal digits of hexadecimal ones times a power of two, which are finitely many. */
function powerOfTwo(digits: string, exponent: number): string {
  const value = BigInt(`0x0${digits}`);
  const bits = value.toString(2).length + exponent;
  if (value === 0n || bits < -MOST_BITS) return '0';
  if (bits > MOST_BITS) return 'Infinity';
  if (exponent >= 0) return String(value << BigInt(exponent));
  return `${value * 5n ** BigInt(-exponent)}e${exponent}`;
}
