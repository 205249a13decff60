import { isMissingWord } from './missing-words.ts';
import type { Column, ColumnType } from './column.ts';

interface Rule {
  /** What a value must be, to follow "must be". */
  expected: string;
  holds: (value: unknown) => boolean;
  /** Says what exactly is wrong where the value alone does not show it. */
  detail?: (value: unknown) => string | undefined;
}

/** What values a column takes. */
export function ruleOf({ type, range, compared, filled }: Column): Rule {
  const rule = rules[type];
  if (range) {
    const [least, most] = range;
    const expected = `a whole number from ${least} to ${most}`;
    const holds = (value: unknown) => Number.isInteger(value) && isBetween(value as number, least, most);
    return { expected, holds, detail: pointDetail };
  }
  return compared ? comparedRule(rule, filled ?? false) : rule;
}

/** Numpy and R write it for a number that is missing. */
const missingInt = -(2 ** 31);

/** What values each type takes. JSON numbers are doubles, so whole numbers beyond 2^53 would change silently. */
const rules: Record<ColumnType, Rule> = {
  bigint: {
    expected: 'a whole number within ±(2^53 - 1)',
    holds: (value) => Number.isSafeInteger(value),
    detail: pointDetail,
  },
  int: { expected: 'a whole number of 32 bits', holds: isInt, detail: intDetail },
  double: { expected: 'a finite number', holds: (value) => Number.isFinite(value) },
  boolean: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  string: { expected: 'a text', holds: isWellFormed, detail: textDetail },
  'array<int>': {
    expected: 'an array of whole numbers of 32 bits without repeats',
    holds: (value) => Array.isArray(value) && value.every(isInt) && new Set(value).size === value.length,
    detail: (value) => (Array.isArray(value) ? arrayDetail(value) : undefined),
  },
};

/** Blanks and characters that nobody sees, as the one of no width, at a text's ends. */
const edges = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u;

/** What is compared must be the same text wherever it is the same thing. */
function comparedRule({ holds, detail }: Rule, filled: boolean): Rule {
  const isBare = (text: string) => !edges.test(text) && !isMissingWord(text) && !(filled && text === '');
  return {
    expected: filled ? 'a text that is not empty' : 'a text',
    holds: (value) => holds(value) && isBare(value as string),
    detail: (value) =>
      detail?.(value) ?? (typeof value === 'string' ? comparedDetail(value, filled) : undefined),
  };
}

function comparedDetail(text: string, filled: boolean): string | undefined {
  if (text === '') return undefined;
  if (edges.test(text)) return `${JSON.stringify(text)}, with blanks around it, seen or not`;
  const remedy = filled ? '' : ': leave it empty';
  return `${JSON.stringify(text)}, which programs write where there is none${remedy}`;
}

const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;

/** Half of a surrogate pair is valid JSON, but no engine reads it; a NUL ends the text in some. */
function isWellFormed(value: unknown): boolean {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value) && !value.includes('\0');
}

function textDetail(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes('\0')) return 'one with a NUL character';
  return isWellFormed(value) ? undefined : 'one with half of a surrogate pair';
}

function isInt(value: unknown): boolean {
  return Number.isInteger(value) && value === ((value as number) | 0) && value !== missingInt;
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

function arrayDetail(array: unknown[]): string {
  const wrong = array.find((element) => !isInt(element));
  if (wrong !== undefined) return `an array with ${intDetail(wrong) ?? JSON.stringify(wrong)}`;
  const repeated = array.find((element, i) => array.indexOf(element) < i);
  return `an array that repeats ${JSON.stringify(repeated)}`;
}
