import type { Json } from './host.ts';
import type { Template } from './jsonata/template.ts';

/** A field whose value must be of one type, written literally or as an expression. */
export interface Value<T extends Json> {
  template: Template;
  type: ValueType<T>;
  /** Path of the field, as events name it. */
  field: string;
}

export interface ValueType<T extends Json> {
  /** JSON type that AWS names in its error: `number`, `string`, `boolean`, `array`. */
  name: string;
  accepts(value: Json): value is T;
  /** What else is wrong with it, in AWS's words. */
  problem?(value: T, field: string): string | undefined;
}

export const textType: ValueType<string> = { name: 'string', accepts: (value) => typeof value === 'string' };

export const booleanType: ValueType<boolean> = {
  name: 'boolean',
  accepts: (value) => typeof value === 'boolean',
};

export const numberType: ValueType<number> = {
  name: 'number',
  accepts: (value) => typeof value === 'number',
};

export function wholeNumberType(minimum: number, maximum: number): ValueType<number> {
  return {
    ...numberType,
    problem(value, field) {
      if (!Number.isInteger(value)) return `The ${field} field cannot be parsed as an integer: ${value}`;
      if (value >= minimum && value <= maximum) return undefined;
      return `${field} must be between ${minimum} and ${maximum} but was: ${value}`;
    },
  };
}

/** What a Map iterates over. Objects are for distributed Maps only, which is checked where the mode is known. */
export const itemsType: ValueType<Json[] | Record<string, Json>> = {
  name: 'array',
  accepts: (value) => typeof value === 'object' && value !== null,
};

/** The JSON type of a value as AWS names it. */
export function typeName(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}
