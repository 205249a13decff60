import type { Column } from './column.ts';
import { ruleOf } from './value-rules.ts';

/** What is wrong with a row. */
export interface RowProblem {
  /** The column concerned; undefined when it is the row as a whole. */
  column?: string;
  /** The rule that the row breaks and what stands there instead. */
  text: string;
}

type Row = Record<string, unknown>;

/**
 * Checks a row for its keys and the types of their values.
 * @param written how values are written in the file, where doubles may have lost digits
 */
export function checkRow(
  columns: Column[],
  row: unknown,
  written = new Map<string, string>(),
): RowProblem | undefined {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { text: `must be a JSON object, but is ${show(row)}` };
  }
  const unknown = Object.keys(row).find((key) => !columns.some(({ name }) => name === key));
  if (unknown !== undefined) {
    const known = columns.map(({ name }) => name).join(', ');
    return { column: unknown, text: `is no column of the table, which has: ${known}` };
  }
  for (const column of columns) {
    const problem = checkValue(column, row as Row, written.get(column.name));
    if (problem !== undefined) return { column: column.name, text: problem };
  }
  return undefined;
}

function checkValue(column: Column, row: Row, written: string | undefined): string | undefined {
  if (!Object.hasOwn(row, column.name)) return 'is missing; every column must be there';
  const value = row[column.name];
  const rule = ruleOf(column);
  const needed = column.id === true || column.filled === true;
  const exact = written === undefined || !wholeTypes.has(column.type) || isExactlyWhole(written);
  if (value === null ? !needed : exact && rule.holds(value)) return undefined;
  // As a double, a number may be another one than the file has.
  const isChanged = written !== undefined && typeof value !== 'string';
  const given = isChanged ? shorten(written) : (rule.detail?.(value) ?? show(value));
  return `must be ${rule.expected}${needed ? '' : ' or null'}, but is ${given}`;
}

const wholeTypes = new Set(['bigint', 'int', 'array<int>']);

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
