import type { Column } from './column.ts';
import { ruleOf } from './value-rules.ts';

/** What is wrong with a row. */
export interface RowProblem {
  /** The column concerned; undefined when it is the row as a whole. */
  column?: string;
  /** The rule that the row breaks and what stands there instead. */
  text: string;
}

/**
 * Checks a row for its keys and the types of their values.
 * @param written how values are written in the file, where doubles may have lost digits
 */
export type CheckRow = (row: unknown, written?: Map<string, string>) => RowProblem | undefined;

/** The check of a table's rows, made once. */
export function rowCheck(columns: Column[]): CheckRow {
  const names = new Set(columns.map(({ name }) => name));
  const checks = columns.map((column) => ({ name: column.name, check: valueCheck(column) }));
  return (row, written) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      return { text: `must be a JSON object, but is ${show(row)}` };
    }
    const unknown = Object.keys(row).find((key) => !names.has(key));
    if (unknown !== undefined)
      return { column: unknown, text: `is no column of the table, which has: ${listOf(names)}` };
    for (const { name, check } of checks) {
      const text = Object.hasOwn(row, name)
        ? check((row as Record<string, unknown>)[name], written?.get(name))
        : 'is missing; every column must be there';
      if (text !== undefined) return { column: name, text };
    }
    return undefined;
  };
}

/** Names, of which a person reads no more than these. */
function listOf(names: Set<string>): string {
  const listed = [...names].slice(0, 100).join(', ');
  return names.size > 100 ? `${listed} and ${names.size - 100} more` : listed;
}

function valueCheck(column: Column): (value: unknown, written?: string) => string | undefined {
  const rule = ruleOf(column);
  const isNeeded = column.id === true || column.filled === true;
  const isWhole = /^(array<)?(tiny|small|big)?int\b/.test(column.type);
  return (value, written) => {
    const isExact = written === undefined || !isWhole || isExactlyWhole(written);
    if (value === null ? !isNeeded : isExact && rule.holds(value)) return undefined;
    // As a double, a number may be another one than the file has.
    const isChanged = written !== undefined && typeof value !== 'string';
    const given = isChanged ? shorten(written) : (rule.detail?.(value) ?? show(value));
    return `must be ${rule.expected}${isNeeded ? '' : ' or null'}, but is ${given}`;
  };
}

/** Whether the numbers in a JSON value are whole as they are written, before a double rounds them. */
function isExactlyWhole(written: string): boolean {
  const numbers = written.matchAll(/(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/g);
  return [...numbers].every(([, whole = '', fraction = '', exponent = '0']) => {
    const behindPoint = Math.max(0, fraction.length - Number(exponent));
    return /^0*$/.test((whole + fraction).slice(-behindPoint || Infinity));
  });
}

/** A value as JSON, shortened. */
export function show(value: unknown): string {
  return shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
