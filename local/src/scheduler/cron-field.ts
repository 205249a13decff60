import { InvalidExpression } from './invalid-expression.ts';

/** A field of a cron expression. */
export interface CronField {
  name: string;
  min: number;
  max: number;
  /** Names for the values from `min` on. */
  names?: string[];
  /** What may stand in it besides values, ranges and steps. */
  special?: RegExp;
  /** Whether it knows neither steps nor ranges over its end. */
  without?: 'steps' | 'wrapping';
}

/**
 * A field with every range and step written out. A range may run over the end: hours `20-2` are 20 to 23 and 0 to 2.
 * @throws InvalidExpression
 */
export function writeOut(value: string, field: CronField): string {
  if (value === '*' || value === '?') return value;
  const items = value.split(',').flatMap((item) => itemsOf(item, field, value));
  return [...new Set(items)].join(',');
}

function itemsOf(item: string, field: CronField, value: string): (number | string)[] {
  if (field.special?.test(item)) return [numbered(item, field, value)];
  const [, range, step] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(item) ?? refuse(field, value);
  if (step !== undefined && field.without === 'steps') refuse(field, value, `it takes no steps (/)`);
  const [from, to] = boundsOf(range!, step !== undefined, field, value);
  if (from > to && field.without === 'wrapping') refuse(field, value, `${from} comes after ${to}`);
  const size = field.max - field.min + 1;
  const last = from > to ? to + size : to;
  const values = [];
  for (let at = from; at <= last; at += Number(step ?? 1)) values.push(at > field.max ? at - size : at);
  return values;
}

/** `*` is the whole field; a single value with a step goes on to the end. */
function boundsOf(range: string, stepped: boolean, field: CronField, value: string): [number, number] {
  if (range === '*' && stepped) return [field.min, field.max];
  const [first, last, ...more] = range.split('-').map((text) => numberOf(text, field, value));
  if (more.length > 0) refuse(field, value);
  return [first!, last ?? (stepped ? field.max : first!)];
}

function numberOf(text: string, field: CronField, value: string): number {
  const index = field.names?.indexOf(text) ?? -1;
  const number = index >= 0 ? field.min + index : /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(number)) refuse(field, value);
  if (number < field.min || number > field.max) {
    refuse(field, value, `${text} is not from ${field.min} to ${field.max}`);
  }
  return number;
}

/** A name or number within an item of its own kind, e.g. `FRIL`, `3#2` or `15W`, by its number. */
function numbered(item: string, field: CronField, value: string): string {
  return item.replace(/^(?:\d+|[A-Z]{3})/, (text) => String(numberOf(text, field, value)));
}

function refuse({ name }: CronField, value: string, why?: string): never {
  throw new InvalidExpression(`${name} cannot be ${value}${why ? `: ${why}` : ''}`);
}
