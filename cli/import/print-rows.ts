import { show } from './check-row.ts';
import type { RowProblem } from './check-row.ts';
import type { Column } from './column.ts';
import type { DeliveredRow } from './rows/row.ts';
import type { Table } from './table.ts';

/** How rows are written to the lake. */
export interface Printer {
  /** What the table's object is called. */
  file: string;
  /** The first line, where the table has one. */
  header?: string;
  /** A row's line, or what keeps it from having one. */
  print: (row: DeliveredRow) => { text?: string; problem?: RowProblem };
}

/** As the table declares that its rows lie in the lake. */
export function printerOf({ stores, columns, lineFormat, declaration: { format } }: Table): Printer {
  const names = columns.map(({ name }) => name);
  if (stores === 'json') {
    return { file: 'data.jsonl.gz', print: ({ value }) => ({ text: JSON.stringify(value, names) }) };
  }
  // The file itself is what is stored.
  if (stores === 'parquet') return { file: 'data.parquet', print: () => ({ text: '' }) };
  const delimiter = format.delimiter ?? ',';
  const file = delimiter === '\t' ? 'data.tsv.gz' : 'data.csv.gz';
  const first = columns.map(({ glue }) => glue).join(delimiter);
  const header = format.header ? { header: first } : {};
  if (lineFormat) return { file, print: ({ stored }) => ({ text: stored! }) };
  const cell =
    format.quote === undefined ? bareCell(delimiter, format.nullTexts?.[0]) : quotedCell(format.quote);
  return {
    file,
    ...header,
    print: ({ value }) => printCells(value as Record<string, unknown>, columns, cell, delimiter),
  };
}

type PrintCell = (value: unknown, column: Column) => string | undefined;

/** As LazySimpleSerDe reads it: nothing stands for what parts cells and lines. */
function bareCell(delimiter: string, nullText: string = String.raw`\N`): PrintCell {
  return (value) => {
    const text = value === null ? nullText : textOf(value);
    return text.includes(delimiter) || text.includes('\n') ? undefined : text;
  };
}

/** As OpenCSVSerDe reads it, line by line. */
function quotedCell(quote: string): PrintCell {
  return (value) => {
    const text = value === null ? '' : textOf(value);
    return text.includes('\n') || text.includes('\\')
      ? undefined
      : quote + text.replaceAll(quote, quote + quote) + quote;
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function printCells(value: Record<string, unknown>, columns: Column[], cell: PrintCell, delimiter: string) {
  const cells: string[] = [];
  for (const column of columns) {
    const printed = cell(value[column.name], column);
    if (printed === undefined) {
      const text = `must not hold what parts cells or lines in the table, but is ${show(value[column.name])}: declare the format {"type": "json"}`;
      return { problem: { column: column.name, text } };
    }
    cells.push(printed);
  }
  return { text: cells.join(delimiter) };
}
