import type { Column } from './schemas.ts';
import { ruleOf } from './value-rules.ts';

/** What is wrong with a row. */
export interface RowProblem {
  /** The column concerned; undefined when it is the row as a whole. */
  column?: string;
  /** The rule that the row breaks and what stands there instead. */
  text: string;
}

/** Checks a row for its keys and the types of their values. */
export function checkRow(columns: Column[], row: unknown): RowProblem | undefined {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { text: `must be a JSON object, but is ${show(row)}` };
  }
  const unknown = Object.keys(row).find((key) => !columns.some(({ name }) => name === key));
  if (unknown !== undefined) {
    const known = columns.map(({ name }) => name).join(', ');
    return { column: unknown, text: `is no column of the table, which has: ${known}` };
  }
  for (const column of columns) {
    const problem = checkValue(column, row as Record<string, unknown>);
    if (problem !== undefined) return { column: column.name, text: problem };
  }
  return undefined;
}

function checkValue(column: Column, row: Record<string, unknown>): string | undefined {
  if (!Object.hasOwn(row, column.name)) return 'is missing; every column must be there';
  const value = row[column.name];
  const rule = ruleOf(column);
  const needed = column.id ?? column.filled;
  if (value === null ? !needed : rule.holds(value)) return undefined;
  return `must be ${rule.expected}${needed ? '' : ' or null'}, but is ${rule.detail?.(value) ?? show(value)}`;
}

/** A value as JSON, shortened. */
export function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
