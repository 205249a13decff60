import { Readable } from 'node:stream';
import { CsvError, Parser } from 'csv-parse';
import { cellReader } from '../cell.ts';
import type { RowProblem } from '../check-row.ts';
import type { Column } from '../column.ts';
import { decodeLine } from '../decode-line.ts';
import type { Delivery } from '../../tables/declarations.ts';
import { arranged, headerProblem } from './csv-header.ts';
import { emptyLine } from './line-rows.ts';
import type { DeliveredRow } from './row.ts';

/** How CSV is written, complete. */
export interface CsvForm extends Delivery {
  delimiter: string;
  /** Empty for none. */
  quote: string;
  header: boolean;
}

/** A record of CSV and the line that it begins in. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** A line that cannot be part of any record. */
class BadLine extends Error {
  readonly line: number;
  readonly problem: RowProblem;

  constructor(line: number, problem: RowProblem) {
    super(problem.text);
    this.line = line;
    this.problem = problem;
  }
}

/** The rows of CSV; its header may have the columns in any order. */
export async function* csvRows(
  lines: AsyncIterable<Buffer>,
  form: CsvForm,
  columns: Column[],
): AsyncGenerator<DeliveredRow> {
  let order = form.header ? undefined : columns;
  let header = '';
  let readers = readersOf(columns, form);
  try {
    let firstEmpty = 0;
    for await (const { line, cells } of csvRecords(lines, form)) {
      if (order === undefined) {
        const problem = headerProblem(cells, columns, form);
        if (problem) {
          yield { line, problem };
          return;
        }
        order = arranged(cells, columns);
        readers = readersOf(order, form);
        header = cells.join('\n');
        continue;
      }
      if (isEmpty(cells) && columns.length > 1) {
        firstEmpty ||= line;
        continue;
      }
      if (firstEmpty > 0) yield { line: firstEmpty, problem: emptyLine };
      firstEmpty = 0;
      const problem = shapeProblem(cells, order, header);
      yield { line, ...(problem ? { problem } : rowOf(cells, order, readers)) };
    }
  } catch (error) {
    yield csvProblem(error, form);
  }
}

const readersOf = (columns: Column[], form: CsvForm) => columns.map((column) => cellReader(column, form));
const isEmpty = (cells: string[]) => cells.length === 1 && cells[0]!.trim() === '';

/** The records of CSV, quoted line breaks and all. @throws BadLine, CsvError */
export async function* csvRecords(
  lines: AsyncIterable<Buffer>,
  { delimiter, quote }: Pick<CsvForm, 'delimiter' | 'quote'>,
): AsyncGenerator<CsvRecord> {
  const parser = new Parser({
    delimiter,
    quote: quote === '' ? null : quote,
    info: true,
    relax_column_count: true,
    record_delimiter: '\n',
  });
  const text = Readable.from(decoded(lines));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line, cells: record };
      line = info.lines + 1;
    }
  } finally {
    text.destroy();
  }
}

async function* decoded(lines: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let number = 0;
  for await (const bytes of lines) {
    number++;
    const { text, problem } = decodeLine(bytes);
    if (problem) throw new BadLine(number, problem);
    yield `${text}\n`;
  }
}

function shapeProblem(cells: string[], order: Column[], header: string): RowProblem | undefined {
  if (cells.length !== order.length)
    return { text: `must have ${order.length} cells, as there are columns, but has ${cells.length}` };
  const repeats = header !== '' && cells.join('\n') === header;
  return repeats ? { text: 'repeats the header: files were put together; remove it' } : undefined;
}

function rowOf(cells: string[], order: Column[], readers: ReturnType<typeof readersOf>) {
  const value = Object.fromEntries(order.map(({ name }, i) => [name, readers[i]!(cells[i]!)]));
  // Digits that a double may lose.
  if (!cells.some((cell) => /\d{16}/.test(cell))) return { value };
  const written = order.map(({ name }, i): [string, string] => [name, cells[i]!]);
  return { value, written: new Map(written.filter(([name]) => typeof value[name] === 'number')) };
}

/** The line that reading ended in, and why. @throws what is no matter of the text */
export function csvProblem(
  error: unknown,
  { quote }: Pick<CsvForm, 'quote'>,
): { line: number; problem: RowProblem } {
  if (error instanceof BadLine) return { line: error.line, problem: error.problem };
  if (!(error instanceof CsvError)) throw error;
  const { code, lines } = error as CsvError & { lines: number };
  return { line: lines, problem: { text: csvWords(code, quote) ?? error.message } };
}

function csvWords(code: string, quote: string): string | undefined {
  const doubled = `double a ${quote} that belongs to the text, or declare "quote": "" if there are no quotes`;
  const words: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: `must end the quotes that it begins: ${doubled}`,
    INVALID_OPENING_QUOTE: `must not have a ${quote} amid a cell without quotes: put quotes around it, and ${doubled}`,
    CSV_INVALID_CLOSING_QUOTE: `must not go on behind quotes that end: ${doubled}`,
  };
  return words[code];
}
