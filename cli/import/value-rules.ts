import { isDate, isTimestamp } from './calendar.ts';
import type { Column } from './column.ts';
import { comparedRule } from './compared-rule.ts';
import { isInt, listRule, wholeRule } from './number-rules.ts';
import type { Rule } from './rule.ts';
import { isWellFormed, textDetail } from './text-rules.ts';

/** What values a column takes. */
export function ruleOf(column: Column): Rule {
  const { type, compared, filled, values } = column;
  const rule = typeRule(type, column.uniqueItems ?? false);
  if (values) return listed(values);
  if (column.minimum !== undefined || column.maximum !== undefined) return between(column, rule);
  return compared ? comparedRule(rule, filled ?? false) : rule;
}

const bits = { tinyint: 8, smallint: 16 };

/** What values each type takes. JSON numbers are doubles, so whole numbers beyond 2^53 would change silently. */
function typeRule(type: string, isUnique: boolean): Rule {
  const element = /^array<(.*)>$/.exec(type)?.[1];
  if (element !== undefined) return listRule(typeRule(element, false), isUnique);
  switch (type) {
    case 'bigint':
      return wholeRule('a whole number within ±(2^53 - 1)', Number.isSafeInteger);
    case 'int':
      return wholeRule('a whole number of 32 bits', isInt);
    case 'tinyint':
    case 'smallint': {
      const most = 2 ** (bits[type] - 1);
      return wholeRule(
        `a whole number of ${bits[type]} bits`,
        (value) => Number.isInteger(value) && isBetween(value as number, -most, most - 1),
      );
    }
    case 'double':
    case 'float':
      return { expected: 'a finite number', holds: (value) => Number.isFinite(value) };
    case 'boolean':
      return { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
    case 'date':
      return { expected: 'a date such as 2026-11-30', holds: isDate };
    case 'timestamp':
      return { expected: 'a time such as 2026-11-30 18:05:00', holds: isTimestamp };
    case 'string':
      return { expected: 'a text', holds: isWellFormed, detail: textDetail };
    default:
      return decimalRule(type);
  }
}

/** Decimals are texts on their way, so that no digit is lost. */
function decimalRule(type: string): Rule {
  const [digits = 0, scale = 0] = (/\((\d+),(\d+)\)/.exec(type) ?? []).slice(1).map(Number);
  const whole = digits - scale;
  const pattern = new RegExp(`^-?0*\\d{0,${whole}}${scale > 0 ? `(\\.\\d{1,${scale}}0*)?` : ''}$`);
  return {
    expected: `a number with at most ${whole} digits before the point and ${scale} behind it`,
    holds: (value) => /\d/.test(String(value)) && pattern.test(String(value)),
  };
}

const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;

function between(
  { minimum = -Infinity, maximum = Infinity }: Column,
  { holds, detail, expected }: Rule,
): Rule {
  const kind = expected.startsWith('a whole number') ? 'a whole number' : 'a number';
  const range = [
    minimum > -Infinity && maximum < Infinity && `from ${minimum} to ${maximum}`,
    maximum === Infinity && `of at least ${minimum}`,
    minimum === -Infinity && `of at most ${maximum}`,
  ].find(Boolean);
  return {
    expected: `${kind} ${range}`,
    holds: (value) => holds(value) && isBetween(Number(value), minimum, maximum),
    // For what is not a number of the type at all; one that is out of range shows itself.
    detail: (value) => (typeof value === 'string' ? detail?.(value) : undefined),
  };
}

function listed(values: readonly (string | number | boolean)[]): Rule {
  const shown = values.slice(0, 10).map((value) => JSON.stringify(value));
  const more = values.length > shown.length ? `, … (${values.length} in all)` : '';
  return {
    expected: `one of ${shown.join(', ')}${more}`,
    holds: (value) => values.includes(value as string),
  };
}
