import type { ColumnInfo } from '@aws-sdk/client-athena';

/** A type as Trino writes it, without the length of a text. */
export const trinoType = (type: string) => type.replace(/^varchar\(\d+\)$/, 'varchar').replaceAll(' ', '');

/** A result column's type as Trino writes it. */
export function athenaType({ Type, Precision, Scale }: ColumnInfo): string {
  return Type === 'decimal' ? `decimal(${Precision},${Scale})` : Type!;
}

/** A value of Trino's JSON as text: of a double the shortest one in JavaScript's notation. */
export function trinoText(value: unknown, type: string): string | null {
  if (value === null) return null;
  if (type === 'double' || type === 'real') return doubleText(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value of an Athena result as text in the same notation. */
export function athenaText(value: string | undefined, type: string): string | null {
  if (value === undefined) return null;
  return type === 'double' || type === 'real' ? doubleText(Number(value)) : value;
}

const doubleText = (value: number) => (Object.is(value, -0) ? '-0' : String(value));
