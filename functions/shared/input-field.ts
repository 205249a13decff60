import { integer, oneOf, type Rule } from './event.ts';

/** A field of a machine's input, as statemachines/inputs/<machine>.schema.json declares it. */
export type InputField =
  | { enum: string[] }
  | { type: string; minimum: number; maximum: number }
  | { type: string; exclusiveMinimum: number; maximum: number };

/** What the machine holds a field to, for the functions that it hands the field on to. */
export function ruleOf(field: InputField): Rule {
  if ('enum' in field) return oneOf(...field.enum);
  if ('exclusiveMinimum' in field) return above(field.exclusiveMinimum, field.maximum);
  return integer(field.minimum, field.maximum);
}

function above(low: number, high: number): Rule {
  return {
    expects: `a number above ${low} and at most ${high}`,
    accepts: (value) => typeof value === 'number' && value > low && value <= high,
  };
}
