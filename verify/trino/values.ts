import type { ColumnInfo } from '@aws-sdk/client-athena';

/** A type as Trino writes it, in lower case, without the length of a text and the precision of a time. */
export const trinoType = (type: string) =>
  type
    .toLowerCase()
    .replaceAll(/(varchar|timestamp)\(\d+\)/g, '$1')
    .replaceAll(', ', ',');

/** What Athena calls a type of Trino's in a result. */
export function athenaName(type: string): string {
  if (type === 'real') return 'float';
  return type.startsWith('array(') ? 'array' : type;
}

/** A result column's type as Trino writes it, if Athena says all of it. */
export function athenaType({ Type, Precision, Scale }: ColumnInfo): string {
  return Type === 'decimal' ? `decimal(${Precision},${Scale})` : Type!;
}

/**
 * A value of Trino's JSON as Athena's text, but floating-point numbers with the shortest digits in JavaScript's notation:
 * Java before 19 at times writes more (JDK-4511638).
 */
export function trinoText(value: unknown, type: string): string | null {
  if (value === null) return null;
  if (isFloating(type)) return floatingText(value as string | number, type);
  const element = elementOf(type);
  if (element) return arrayText((value as unknown[]).map((item) => trinoText(item, element)));
  const parts = partsOf(type);
  if (parts) return mapText(value as Record<string, unknown>, parts);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function mapText(map: Record<string, unknown>, [key, value]: [string, string]): string {
  const entries = Object.entries(map).map(
    ([name, mapped]) => `${trinoText(name, key)}=${trinoText(mapped, value) ?? 'null'}`,
  );
  return `{${entries.join(', ')}}`;
}

/** The types of a map's keys, which are no maps, and values. */
function partsOf(type: string): [string, string] | undefined {
  const [, key, value] = /^map\(([^,()]*(?:\([^()]*\))?),(.*)\)$/.exec(type) ?? [];
  return key === undefined ? undefined : [key, value!];
}

/** A value of an Athena result in the same notation. */
export function athenaText(value: string | undefined, type: string): string | null {
  if (value === undefined) return null;
  const innermost = type.replace(/^(array\()*/, '').replace(/\)+$/, '');
  if (!isFloating(innermost)) return value;
  return value.replaceAll(/[^[\], ]+/g, (number) =>
    number === 'null' ? number : floatingText(number, innermost),
  );
}

const isFloating = (type: string) => ['double', 'real', 'float'].includes(type);
const elementOf = (type: string) => /^array\((.*)\)$/.exec(type)?.[1];
const arrayText = (items: (string | null)[]) => `[${items.map((item) => item ?? 'null').join(', ')}]`;

function floatingText(value: string | number, type: string): string {
  const number = type === 'double' ? Number(value) : Math.fround(Number(value));
  return Object.is(number, -0) ? '-0' : String(number);
}
