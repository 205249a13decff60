import type { Rule } from './rule.ts';

/** Numpy and R write it for a number that is missing. */
const missingInt = -(2 ** 31);

export function isInt(value: unknown): boolean {
  return Number.isInteger(value) && value === ((value as number) | 0) && value !== missingInt;
}

/** A rule for whole numbers. */
export function wholeRule(expected: string, holds: (value: unknown) => boolean): Rule {
  return { expected, holds, detail: intDetail };
}

function intDetail(value: unknown): string | undefined {
  return value === missingInt
    ? `${missingInt}, which programs write where there is none`
    : pointDetail(value);
}

/** Pandas writes a column of whole numbers with a point as soon as one of them is missing. */
function pointDetail(value: unknown): string | undefined {
  const whole = typeof value === 'string' ? /^(-?\d+)\.0+$/.exec(value)?.[1] : undefined;
  return whole && `${JSON.stringify(value)}: write ${whole}`;
}

/** A rule for arrays of what another rule takes. */
export function listRule(element: Rule, isUnique: boolean): Rule {
  const each = element.expected.replace(/^a whole number/, 'whole numbers').replace(/^an? /, '');
  return {
    expected: `an array of ${each}${isUnique ? ' without repeats' : ''}`,
    holds: (value) =>
      Array.isArray(value) && value.every(element.holds) && !(isUnique && new Set(value).size < value.length),
    detail: (value) => (Array.isArray(value) ? arrayDetail(value, element) : undefined),
  };
}

function arrayDetail(array: unknown[], { holds, detail }: Rule): string {
  const wrong = array.find((element) => !holds(element));
  if (wrong !== undefined) return `an array with ${detail?.(wrong) ?? JSON.stringify(wrong)}`;
  const repeated = array.find((element, i) => array.indexOf(element) < i);
  return `an array that repeats ${JSON.stringify(repeated)}`;
}
