import { Parser } from 'csv-parse';

/** How CSV is written, as far as its first lines show. */
export interface TextForm {
  delimiter: string;
  /** Empty for none. */
  quote: string;
  header: boolean;
}

/** Where two would do, decimal commas are likelier than semicolons in every row. */
const delimiters = [';', '\t', '|', ','];
const value = /^\s*([-+]?[\d.,]*\d([eE][-+]?\d+)?|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*|true|false)?\s*$/i;

/** The form by which the first lines have the most columns, alike in all of them. */
export async function textForm(head: string): Promise<TextForm> {
  const forms = [];
  for (const quote of ['"', ''])
    for (const delimiter of delimiters)
      forms.push({ delimiter, quote, records: await records(head, delimiter, quote) });
  const [best] = forms
    .map((form) => ({ ...form, score: scoreOf(form.records) }))
    .sort((a, b) => b.score - a.score);
  const { quote, records: rows } = best!;
  // One column has no delimiter.
  const delimiter = best!.score < 0.01 ? ',' : best!.delimiter;
  return { delimiter, quote, header: hasHeader(rows) };
}

/** The records of a text that may break off; none where it is not of this form. */
async function records(head: string, delimiter: string, quote: string): Promise<string[][]> {
  const parser = new Parser({
    delimiter,
    quote: quote || null,
    relax_column_count: true,
    record_delimiter: '\n',
  });
  const rows: string[][] = [];
  parser.on('readable', () => {
    for (let row = parser.read() as string[] | null; row; row = parser.read() as string[] | null)
      rows.push(row);
  });
  return new Promise((resolve) => {
    // The last record may be cut off within quotes: what came before it counts.
    parser.on('error', ({ code }: Error & { code?: string }) =>
      resolve(code === 'CSV_QUOTE_NOT_CLOSED' ? rows : []),
    );
    parser.on('end', () => resolve(rows));
    parser.end(head);
  });
}

/** The share of records that are as wide as most, and then their width. Quotes that are none leave no records. */
function scoreOf(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  if (width < 2) return rows.length > 0 ? 0.001 : 0;
  return count / rows.length + Math.min(width, 1000) / 10_000;
}

/** Names are told from values by their first row alone: none of them is empty, a number, a date, or there twice. */
function hasHeader([first = [], second]: string[][]): boolean {
  if (second === undefined) return true;
  return (
    first.some((cell) => !value.test(cell)) && !first.some((cell) => /^-?\d/.test(cell) && value.test(cell))
  );
}
