import type { Column, ColumnType } from './schemas.ts';

interface Rule {
  /** What a value must be, to follow "must be". */
  expected: string;
  holds(value: unknown): boolean;
  /** Says what exactly is wrong where the value alone does not show it. */
  detail?(value: unknown): string | undefined;
}

/** What values a column takes. */
export function ruleOf({ type, range, filled }: Column): Rule {
  const rule = rules[type];
  if (range) {
    const [least, most] = range;
    const expected = `a whole number from ${least} to ${most}`;
    return { expected, holds: (value) => Number.isInteger(value) && isBetween(value as number, least, most) };
  }
  if (filled)
    return { expected: 'a text that is not empty', holds: (value) => rule.holds(value) && value !== '' };
  return rule;
}

/** What values each type takes. JSON numbers are doubles, so whole numbers beyond 2^53 would change silently. */
const rules: Record<ColumnType, Rule> = {
  BIGINT: { expected: 'a whole number within ±(2^53 - 1)', holds: (value) => Number.isSafeInteger(value) },
  INT: { expected: 'a whole number of 32 bits', holds: isInt },
  DOUBLE: { expected: 'a finite number', holds: (value) => Number.isFinite(value) },
  BOOLEAN: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  STRING: {
    expected: 'a text',
    holds: isWellFormed,
    detail: (value) => (typeof value === 'string' ? 'one with half of a surrogate pair' : undefined),
  },
  'ARRAY<INT>': {
    expected: 'an array of whole numbers of 32 bits without repeats',
    holds: (value) => Array.isArray(value) && value.every(isInt) && new Set(value).size === value.length,
    detail: (value) => (Array.isArray(value) ? arrayDetail(value) : undefined),
  },
};

const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;

/** Half of a surrogate pair is valid JSON, but no engine reads it. */
function isWellFormed(value: unknown): boolean {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
}

function isInt(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) === ((value as number) | 0);
}

function arrayDetail(array: unknown[]): string {
  const wrong = array.find((element) => !isInt(element));
  if (wrong !== undefined) return `an array with ${JSON.stringify(wrong)}`;
  const repeated = array.find((element, i) => array.indexOf(element) < i);
  return `an array that repeats ${JSON.stringify(repeated)}`;
}
