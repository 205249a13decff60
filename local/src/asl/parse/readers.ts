import type { Json } from '../host.ts';
import { refuse, within } from './place.ts';
import type { Place } from './place.ts';
import { whyUnsupported } from './unsupported-fields.ts';
import { stringify } from '../json/index.ts';

/** Turns a definition's value into what the interpreter uses, or throws InvalidDefinition. */
export type Reader<T> = (value: unknown, place: Place) => T;

/** A table of fields: each name with its reader. */
export type Fields = Record<string, Reader<unknown>>;

/** What a table of fields reads. */
export type Read<F extends Fields> = { [Name in keyof F]: ReturnType<F[Name]> };

/** An object with these fields and no others. A field that may be missing has an `optional` reader. */
export function fieldsOf<F extends Fields>(fields: F): Reader<Read<F>> {
  return (value, place) => {
    const given = record(value, place);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(fields, name))
        refuse(within(place, name), whyUnsupported(name, Object.keys(fields)));
    }
    const read = ([name, reader]: [string, Reader<unknown>]) => [
      name,
      reader(Object.hasOwn(given, name) ? given[name] : undefined, within(place, name)),
    ];
    return Object.fromEntries(Object.entries(fields).map(read)) as Read<F>;
  };
}

export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, place) => (value === undefined ? undefined : reader(value, place));
}

export const record: Reader<Record<string, unknown>> = (value, place) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuseType(value, place, 'an object');
  return value as Record<string, unknown>;
};

export const anyText: Reader<string> = (value, place) => {
  if (typeof value !== 'string') refuseType(value, place, 'a text');
  return value;
};

export const text: Reader<string> = (value, place) => {
  if (typeof value !== 'string' || value === '') refuseType(value, place, 'a text that is not empty');
  return value;
};

export function wholeNumber(minimum: number, maximum: number): Reader<number> {
  return (value, place) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
      refuseType(value, place, `a whole number from ${minimum} to ${maximum}`);
    }
    return value;
  };
}

export function numberFrom(minimum: number): Reader<number> {
  return (value, place) => {
    if (typeof value !== 'number' || value < minimum) refuseType(value, place, `a number from ${minimum}`);
    return value;
  };
}

export function oneOf<T extends Json>(...choices: T[]): Reader<T> {
  return (value, place) => {
    if (!choices.includes(value as T))
      refuseType(value, place, choices.map((c) => stringify(c)).join(' or '));
    return value as T;
  };
}

/** An array with at least one element. */
export function list<T>(reader: Reader<T>): Reader<T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length === 0) refuseType(value, place, 'a list that is not empty');
    return value.map((element: unknown, index) => reader(element, within(place, index)));
  };
}

/** @throws InvalidDefinition: expected this, got that */
export function refuseType(value: unknown, place: Place, expected: string): never {
  refuse(
    place,
    value === undefined ? `is required: ${expected}.` : `expected ${expected}, got ${stringify(value)}.`,
  );
}
