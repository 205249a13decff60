import { QueryError } from '../query-error.ts';

/** Decimals have 38 digits. */
const DECIMAL_LIMIT = 10n ** 38n;

/** A decimal's digits without its point, and how many of them stand behind it. */
interface Unscaled {
  value: bigint;
  scale: number;
}

/**
 * A quotient of decimals, rounded half away from zero.
 * https://trino.io/docs/current/functions/decimal.html
 * @param a plain digits, as in `-0.50`
 * @param scale the digits behind the result's point
 * @throws QueryError DIVISION_BY_ZERO
 */
export function quotient(a: string, b: string, scale: number): string {
  const [dividend, divisor] = [unscaled(a), unscaled(b)];
  if (divisor.value === 0n) throw new QueryError('DIVISION_BY_ZERO', 'Division by zero');
  const shift = scale - dividend.scale + divisor.scale;
  const [over, under] = [
    dividend.value * 10n ** BigInt(Math.max(shift, 0)),
    divisor.value * 10n ** BigInt(Math.max(-shift, 0)),
  ];
  const away = over < 0n === under < 0n ? 1n : -1n;
  const half = absolute(over % under) * 2n >= absolute(under);
  return scaled(over / under + (half ? away : 0n), scale);
}

/**
 * The remainder of a division of decimals, with the sign of the dividend.
 * @throws QueryError DIVISION_BY_ZERO
 */
export function remainder(a: string, b: string, scale: number): string {
  const [over, under] = [a, b].map((text) => {
    const { value, scale: own } = unscaled(text);
    return value * 10n ** BigInt(scale - own);
  }) as [bigint, bigint];
  if (under === 0n) throw new QueryError('DIVISION_BY_ZERO', 'Division by zero');
  return scaled(over % under, scale);
}

function unscaled(text: string): Unscaled {
  const scale = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const digits = BigInt(text.replaceAll(/[-.]/g, ''));
  return { value: text.startsWith('-') ? -digits : digits, scale };
}

function scaled(value: bigint, scale: number): string {
  if (absolute(value) >= DECIMAL_LIMIT) {
    throw new QueryError('NUMERIC_VALUE_OUT_OF_RANGE', 'Decimal overflow');
  }
  const text = absolute(value)
    .toString()
    .padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

const absolute = (value: bigint) => (value < 0n ? -value : value);
