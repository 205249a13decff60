import type { ColumnInfo } from '@aws-sdk/client-athena';

/** A type as Trino writes it, without the length of a text. */
export const trinoType = (type: string) => type.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(' ', '');

/** What Athena calls a type of Trino's in a result. */
export function athenaName(type: string): string {
  if (type === 'real') return 'float';
  return type.startsWith('array(') ? 'array' : type;
}

/** A result column's type as Trino writes it, if Athena says all of it. */
export function athenaType({ Type, Precision, Scale }: ColumnInfo): string {
  return Type === 'decimal' ? `decimal(${Precision},${Scale})` : Type!;
}

/** A value of Trino's JSON as Athena's text, but doubles with the shortest digits in JavaScript's notation. */
export function trinoText(value: unknown, type: string): string | null {
  if (value === null) return null;
  if (isFloating(type)) return doubleText(Number(value));
  const element = elementOf(type);
  if (element) return arrayText((value as unknown[]).map((item) => trinoText(item, element)));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value of an Athena result in the same notation. */
export function athenaText(value: string | undefined, type: string): string | null {
  if (value === undefined) return null;
  if (isFloating(type)) return doubleText(Number(value));
  const element = elementOf(type);
  if (!element || !isFloating(element)) return value;
  const items = value.slice(1, -1).split(', ');
  return arrayText(items.map((item) => (item === 'null' ? null : doubleText(Number(item)))));
}

const isFloating = (type: string) => ['double', 'real', 'float'].includes(type);
const elementOf = (type: string) => /^array\((.*)\)$/.exec(type)?.[1];
const arrayText = (items: (string | null)[]) => `[${items.map((item) => item ?? 'null').join(', ')}]`;
const doubleText = (value: number) => (Object.is(value, -0) ? '-0' : String(value));
