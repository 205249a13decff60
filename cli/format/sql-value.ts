import type { ColumnInfo } from '@aws-sdk/client-athena';

const integerTypes = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'decimal']);
const floatTypes = new Set(['real', 'float', 'double']);

/** Whether a column of this Athena type holds numbers. */
export function isNumeric(type: string | undefined): boolean {
  return type !== undefined && (integerTypes.has(type) || floatTypes.has(type));
}

/**
 * A value of a query result for JSON: numbers as numbers, but those that JSON or a double cannot hold (NaN, Infinity,
 * exact numbers beyond 2^53) as texts; booleans; NULL as null; all else as Athena prints it.
 */
export function toJsonValue(
  text: string | undefined,
  type: string | undefined,
): string | number | boolean | null {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  if (!isNumeric(type)) return text;
  const value = Number(text);
  const held =
    Number.isFinite(value) && (floatTypes.has(type!) || Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  return held ? value : text;
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
