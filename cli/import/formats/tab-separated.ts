import { show } from '../check-row.ts';
import type { Column, ColumnType } from '../schemas.ts';
import type { Format, ParsedLine } from './format.ts';

const otherSeparators = { ',': 'commas', ';': 'semicolons', '|': 'vertical bars' };

/**
 * Fields separated by tabs below a header line, as the catalog's LazySimpleSerDe reads them: no quotes, `\N` for NULL. An
 * empty field is an empty text, or NULL in a column of numbers. Lines are stored as they are.
 */
export const tabSeparated: Format = {
  title: 'tab-separated',
  file: 'data.tsv.gz',
  checkHeader(line, columns) {
    const names = columns.map(({ name }) => name);
    const found = withoutReturn(line).toLowerCase().split('\t');
    if (found.join('\t') === names.join('\t')) return undefined;
    const separator =
      found.length === 1 && Object.entries(otherSeparators).find(([mark]) => line.includes(mark));
    const instead = separator ? `is separated by ${separator[1]}` : `is ${show(line)}`;
    return { text: `must be the header, ${names.join(', ')} separated by tabs, but ${instead}` };
  },
  parse(line, columns) {
    const text = withoutReturn(line);
    if (text === '') return { problem: { text: 'must be a row, but is empty' } };
    // Athena would end the row there.
    if (text.includes('\r')) return { problem: { text: 'must not hold a carriage return inside' } };
    return parseFields(text.split('\t'), columns);
  },
  print: (_, __, line) => withoutReturn(line),
};

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

function parseFields(fields: string[], columns: Column[]): ParsedLine {
  if (fields.length !== columns.length) {
    const text = `must have ${columns.length} fields separated by tabs, but has ${fields.length}`;
    return { problem: { text } };
  }
  return { value: Object.fromEntries(columns.map(({ name, type }, i) => [name, valueOf(fields[i]!, type)])) };
}

/** What is no whole number stays text, which the column's rule then refuses. */
function valueOf(field: string, type: ColumnType): unknown {
  if (field === String.raw`\N`) return null;
  if (type === 'STRING') return field;
  if (field === '') return null;
  return /^-?\d+$/.test(field) ? Number(field) : field;
}
