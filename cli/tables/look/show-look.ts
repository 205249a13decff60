import { formatTable } from '../../format/table.ts';
import type { Advice } from './advise.ts';
import type { Look } from './look-at-file.ts';

/** More columns than a person reads. */
const most = 60;

/** What was found in a file, for people. */
export function showLook(look: Look, name: string, { columns, id, doubts }: Advice): string {
  const rows = columns.slice(0, most).map(({ name: column, type }, i) => {
    const { name: source, empty, missing } = look.columns[i]!;
    const words = [...missing.values()].reduce((sum, count) => sum + count, 0);
    const nulls = type === 'string' ? empty : empty + words;
    const notes = column === id ? 'id' : nulls > 0 ? `${nulls} empty` : '';
    return [
      source,
      column === source ? '' : column,
      type,
      notes,
      ...look.first.map((row) => shorten(row[i])),
    ];
  });
  const titles = ['column', 'in SQL', 'type', '', ...look.first.map((_, i) => `row ${i + 1}`)];
  const more = columns.length > most ? [`… and ${columns.length - most} columns more`] : [];
  const lines = [
    `${look.file}: ${formOf(look)}, ${look.rows} rows, ${columns.length} columns; the table ${name}`,
    '',
    ...formatTable(
      titles.map((title) => ({ title, numeric: false })),
      rows,
    ),
    ...more,
    ...(doubts.length > 0 ? ['', 'To look at:', ...doubts.slice(0, most).map((doubt) => `  ${doubt}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const delimiters: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

function formOf({ kind, form, encoding }: Look): string {
  const bytes = encoding === undefined ? '' : ` in ${encoding}`;
  if (form === undefined) return (kind === 'parquet' ? 'Parquet' : 'JSON') + bytes;
  const marks = `text separated by ${delimiters[form.delimiter]}${form.quote === '' ? ' without quotes' : ''}`;
  return `${marks}${bytes}${form.header ? ', with a header' : ', without a header'}`;
}

function shorten(text: string | null | undefined): string {
  const line = JSON.stringify(text ?? '').slice(1, -1);
  return line.length > 24 ? `${line.slice(0, 23)}…` : line;
}
