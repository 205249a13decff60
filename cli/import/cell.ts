import type { Delivery } from '../tables/declarations.ts';
import { dateReader, timestampOf } from './calendar.ts';
import type { Column } from './column.ts';

/** Reads a cell of text as its column's type; what does not read stays the text, which the column's rule then refuses. */
export type ReadCell = (text: string) => unknown;

const truths: Record<string, boolean> = {
  ...{ true: true, t: true, yes: true, y: true, 1: true },
  ...{ false: false, f: false, no: false, n: false, 0: false },
};

/** How the cells of a column are read, as the delivery is written. */
export function cellReader({ type }: Column, delivery: Delivery): ReadCell {
  const nulls = new Set(delivery.nullTexts ?? ['']);
  const read = typeReader(type, delivery);
  return (text) => (nulls.has(text) ? null : read(text));
}

function typeReader(type: string, delivery: Delivery): ReadCell {
  const number = numberReader(delivery);
  const date = delivery.date === undefined ? undefined : dateReader(delivery.date);
  switch (type) {
    case 'string':
      return (text) => text;
    case 'boolean':
      return (text) => truths[text.trim().toLowerCase()] ?? text;
    case 'date':
      return (text) => date?.(text.trim()) ?? text.trim();
    case 'timestamp':
      return (text) => timestampOf(isoDate(text.trim(), date)) ?? text;
    case 'bigint':
    case 'int':
    case 'smallint':
    case 'tinyint':
      return ifMatches(number, /^[+-]?\d+$/);
    case 'double':
    case 'float':
      return ifMatches(number, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/);
    default:
      return type.startsWith('array<') ? jsonOr : (text) => number(text) ?? text;
  }
}

function ifMatches(plain: (text: string) => string | undefined, pattern: RegExp): ReadCell {
  return (text) => {
    const number = plain(text);
    return number !== undefined && pattern.test(number) ? Number(number) : text;
  };
}

/** A number's text with a point and no groups; undefined where a point stands in numbers with commas. */
function numberReader({ decimal = '.', grouping }: Delivery): (text: string) => string | undefined {
  const groups = grouping && new RegExp(`^[+-]?\\d{1,3}(\\${grouping}\\d{3})+(?!\\d)`);
  return (given) => {
    const text = given.trim();
    const plain = groups && groups.test(text) ? text.replaceAll(grouping, '') : text;
    if (decimal === '.') return plain;
    return plain.includes('.') ? undefined : plain.replace(',', '.');
  };
}

/** A text of a date and, perhaps, a time, with the date as ISO 8601 has it. */
function isoDate(text: string, date: ((text: string) => string | undefined) | undefined): string {
  const end = text.search(/[T ]\d\d?:/);
  const [day, time] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  return (date?.(day) ?? day) + time;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
