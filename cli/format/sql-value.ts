import type { ColumnInfo } from '@aws-sdk/client-athena';

const integerTypes = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'decimal']);
const floatTypes = new Set(['real', 'float', 'double']);

/** Whether a column of this Athena type holds numbers. */
export function isNumeric(type: string | undefined): boolean {
  return type !== undefined && (integerTypes.has(type) || floatTypes.has(type));
}

/**
 * A value of a query result for JSON: numbers as numbers, but those that JSON or a double cannot hold (NaN, Infinity,
 * exact numbers of more digits than a double keeps) as texts; booleans; NULL as null; all else as Athena prints it.
 */
export function toJsonValue(
  text: string | undefined,
  type: string | undefined,
): string | number | boolean | null {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  if (!isNumeric(type)) return text;
  const value = Number(text);
  if (floatTypes.has(type!)) return Number.isFinite(value) ? value : text;
  const held = Math.abs(value) <= Number.MAX_SAFE_INTEGER && plainDigits(String(value)) === plainDigits(text);
  return held ? value : text;
}

/** An exact number's digits without zeros at either end, and the place of its point. */
function plainDigits(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const zeros = digits.length - significant.length;
  return `${sign}${significant}e${Number(exponent) - fraction.length + zeros}`;
}

/** Turns rows into objects. A name that occurs again gets a number: `x`, `x_2`. */
export function toRowObjects(
  columns: ColumnInfo[],
  rows: (string | undefined)[][],
): Record<string, unknown>[] {
  const names = distinctNames(columns.map(({ Name }) => Name!));
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ Type }, i) => [names[i]!, toJsonValue(row[i], Type)])),
  );
}

function distinctNames(names: string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let n = 2; used.has(candidate); n++) candidate = `${name}_${n}`;
    used.add(candidate);
    return candidate;
  });
}
