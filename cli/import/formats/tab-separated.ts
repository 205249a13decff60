import { show } from '../check-row.ts';
import type { Column } from '../column.ts';
import type { Change, Format, ParsedRow } from './format.ts';

const otherSeparators = { ',': 'commas', ';': 'semicolons', '|': 'vertical bars' };

/**
 * Fields separated by tabs below a header line, as the catalog's LazySimpleSerDe reads them: no quotes, `\N` for NULL. An
 * empty field is an empty text, or NULL in a column of numbers. Lines are stored as they are, but for a spreadsheet's quotes.
 */
export const tabSeparated: Format = {
  checkHeader(line, columns) {
    const names = columns.map(({ name }) => name);
    const found = line.toLowerCase().split('\t');
    if (found.join('\t') === names.join('\t')) return undefined;
    return {
      text: `must be the header, ${names.join(', ')} separated by tabs, but ${insteadOf(line, found)}`,
    };
  },
  parse(line, columns) {
    const fields = line.split('\t');
    if (fields.length !== columns.length) {
      const text = `must have ${columns.length} fields separated by tabs, but has ${fields.length}`;
      return { problem: { text } };
    }
    return parseFields(fields, columns, takeQuotesOff(fields, columns));
  },
};

function insteadOf(line: string, found: string[]): string {
  const separator =
    found.length === 1 && Object.entries(otherSeparators).find(([mark]) => line.includes(mark));
  if (separator) return `is separated by ${separator[1]}`;
  if (found.every((name) => /^".*"$/.test(name))) return 'is in quotes, which this format has not';
  return `is ${show(line)}`;
}

function parseFields(fields: string[], columns: Column[], changes: Change[]): ParsedRow {
  const value = Object.fromEntries(columns.map(({ name, type }, i) => [name, valueOf(fields[i]!, type)]));
  const line = fields.join('\t');
  if (!/\d{16}/.test(line)) return { value, changes, stored: line };
  return { value, changes, stored: line, written: new Map(columns.map(({ name }, i) => [name, fields[i]!])) };
}

/** What is no whole number stays text, which the column's rule then refuses. */
function valueOf(field: string, type: string): unknown {
  if (field === String.raw`\N`) return null;
  if (type === 'string') return field;
  if (field === '') return null;
  return /^-?\d+$/.test(field) ? Number(field) : field;
}

/**
 * Excel puts quotes around a cell with a comma or a quote in it, and doubles the quotes within, in tab-separated text too;
 * so do others. Other quotes are the text's own.
 */
function takeQuotesOff(fields: string[], columns: Column[]): Change[] {
  const changes: Change[] = [];
  columns.forEach(({ name, type }, i) => {
    const inner = /^"((?:[^"]|"")*)"$/.exec(fields[i]!)?.[1];
    if (type !== 'string' || !inner || !/[,"]/.test(inner)) return;
    fields[i] = inner.replaceAll('""', '"');
    changes.push({ column: name, change: "a spreadsheet's quotes were taken off the text" });
  });
  return changes;
}
