import { isDate } from 'node:util/types';
import { stringify } from './asl/json/index.ts';

/** Values that say what holds without them: they are taken and change nothing. Any other is refused. */
export class Only {
  readonly values: readonly (string | boolean)[];
  constructor(values: readonly (string | boolean)[]) {
    this.values = values;
  }
}

export const only = (...values: (string | boolean)[]): Only => new Only(values);

/**
 * What a member of an operation's input looks like: a simple value, a list of one shape, a structure with the members
 * that are supported, or, with the one member `*`, a map. `any` is left to the operation.
 */
export type Shape =
  | 'text'
  | 'integer'
  | 'flag'
  | 'time'
  | 'any'
  | Only
  | readonly [Shape]
  | { readonly [member: string]: Shape };

/** Where a value does not fit: `unknown` members could be AWS's and not ours, others have the wrong type. */
export interface Misfit {
  kind: 'unknown' | 'type';
  /** e.g. `PartitionInput.Values[0]` */
  path: string;
  problem: string;
}

/** A value without the members that are null, which count as absent, or where it does not fit its shape. */
export type Fitted = { value: unknown } | { misfit: Misfit };

/** Whether a value has a shape. */
export function fit(shape: Shape, value: unknown, path: string): Fitted {
  if (shape === 'any') return { value };
  if (shape instanceof Only) return fitOnly(shape, value, path);
  if (typeof shape === 'string') {
    return isSimple[shape](value)
      ? { value }
      : misfit('type', path, `must be ${a[shape]}, but was ${shown(value)}`);
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return misfit('type', path, `must be a list, but was ${shown(value)}`);
    return fitElements(shape[0], value, path);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return misfit('type', path, `must be an object, but was ${shown(value)}`);
  return fitMembers(shape, value, path);
}

function fitOnly({ values }: Only, value: unknown, path: string): Fitted {
  if (values.some((allowed) => allowed === value)) return { value };
  const allowed = values.map((each) => JSON.stringify(each)).join(' or ');
  return misfit('unknown', path, `It may be ${allowed}, which changes nothing, and was ${shown(value)}.`);
}

function fitElements(shape: Shape, elements: unknown[], path: string): Fitted {
  const value: unknown[] = [];
  for (const [index, element] of elements.entries()) {
    const fitted = fit(shape, element, `${path}[${index}]`);
    if ('misfit' in fitted) return fitted;
    value.push(fitted.value);
  }
  return { value };
}

function fitMembers(shape: Readonly<Record<string, Shape>>, given: object, path: string): Fitted {
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(given)) {
    if (member === undefined || member === null) continue;
    const pathOfMember = path === '' ? name : `${path}.${name}`;
    const memberShape = shape['*'] ?? (Object.hasOwn(shape, name) ? shape[name] : undefined);
    if (memberShape === undefined)
      return misfit('unknown', pathOfMember, `It has: ${Object.keys(shape).join(', ')}.`);
    const fitted = fit(memberShape, member, pathOfMember);
    if ('misfit' in fitted) return fitted;
    members.push([name, fitted.value]);
  }
  return { value: Object.fromEntries(members) };
}

const isSimple: Record<'text' | 'integer' | 'flag' | 'time', (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  // What stands in a header and is not a number is NaN, and the operation's to refuse.
  integer: (value) => Number.isInteger(value) || Number.isNaN(value),
  flag: (value) => typeof value === 'boolean',
  time: isDate,
};

const a = { text: 'a text', integer: 'a whole number', flag: 'true or false', time: 'a time' };

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

function misfit(kind: Misfit['kind'], path: string, problem: string): Fitted {
  return { misfit: { kind, path, problem } };
}

const maxShown = 60;

function shown(value: unknown): string {
  const text = stringify(value) ?? String(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
