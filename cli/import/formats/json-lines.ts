import { JsonProblem, scanJson } from 'template-runtime/json';
import type { RowProblem } from '../check-row.ts';
import { show } from '../check-row.ts';
import type { Column } from '../column.ts';
import type { Change, Format, ParsedRow } from './format.ts';

/** One JSON object in each line. */
export const jsonLines: Format = {
  parse(line, columns) {
    let value: unknown;
    try {
      value = JSON.parse(line) as unknown;
    } catch {
      return { problem: problemOf(line) };
    }
    if (Array.isArray(value)) {
      const text = `must be a JSON object, but is ${show(value)}; each line takes one object, without brackets around all`;
      return { problem: { text } };
    }
    return { value, ...look(line, value), changes: emptyToNull(value, columns) };
  },
};

function problemOf(line: string): RowProblem {
  try {
    scanJson(line);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const { offset, key, message } = error;
    if (key !== undefined) return { column: key, text: 'stands twice in the row' };
    const over = /^\s*(\[|\{\s*$)/.test(line)
      ? '; each line takes one whole object, without brackets around all'
      : '';
    const near = show(line.slice(Math.max(0, offset - 25), offset + 25));
    return { text: `must be JSON, but is not at character ${offset + 1}: ${message}${over}: near ${near}` };
  }
  return { text: `must be JSON, but is not: ${show(line)}` };
}

/** Digits that a double may lose. */
const losable = /\d{16}|\d[.eE]/;

/** What JSON.parse skips: keys that stand twice, and how numbers are written. Seldom is there anything to look at. */
function look(line: string, value: unknown): ParsedRow {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  const hasMoreColons = line.split(':', keys + 2).length > keys + 1;
  if (!hasMoreColons && !losable.test(line)) return {};
  const written = new Map<string, string>();
  try {
    scanJson(line, ({ key, depth, start, end }) => {
      if (depth === 0) written.set(key, line.slice(start, end));
    });
  } catch {
    return { problem: problemOf(line) };
  }
  return { written };
}

function emptyToNull(value: unknown, columns: Column[]): Change[] {
  if (typeof value !== 'object' || value === null) return [];
  const row = value as Record<string, unknown>;
  const empty = columns.filter(({ name, emptyIsNull }) => {
    const text = emptyIsNull && Object.hasOwn(row, name) ? row[name] : undefined;
    return typeof text === 'string' && text.trim() === '';
  });
  return empty.map(({ name }) => {
    row[name] = null;
    return { column: name, change: 'an empty text became null, which is unknown' };
  });
}
