import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { csvRows } from '../../import/rows/csv-rows.ts';
import { readLines } from '../../import/files/read-lines.ts';
import type { Column } from '../../import/column.ts';
import { anyRows } from '../../import/rows/rows-of.ts';
import { parquetRows } from '../../import/rows/parquet-rows.ts';
import { isParquet } from '../../import/rows/rows-of.ts';
import { csvNames } from './csv-names.ts';
import type { TextForm } from './text-form.ts';

/** A row of any file, its values as text. */
export interface LookedRow {
  line: number;
  names: string[];
  values: Map<string, string | null>;
  problem?: string | undefined;
}

export type Records = () => AsyncGenerator<LookedRow>;

/** All rows of a file, whatever columns they have. */
export function recordsOf(file: string, encoding: string | undefined, form: TextForm | undefined): Records {
  return async function* () {
    if (isParquet(file)) yield* looked(parquetRows(file, await parquetColumns(file)));
    else if (form === undefined) yield* looked(anyRows({ label: file, lines: readLines(file, encoding) }));
    else {
      const { names, line = 1, problem } = await csvNames(file, encoding, form);
      if (problem !== undefined) yield { line, names: [], values: new Map(), problem };
      else
        yield* looked(csvRows(readLines(file, encoding), { ...form, nullTexts: [] }, names.map(textColumn)));
    }
  };
}

const textColumn = (name: string): Column => ({ name, glue: name, type: 'string' });

async function parquetColumns(file: string): Promise<Column[]> {
  try {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
    return parquetSchema(metadata).children.map(({ element }) => textColumn(element.name));
  } catch {
    // Reading it tells what is wrong.
    return [];
  }
}

async function* looked(rows: ReturnType<typeof csvRows>): AsyncGenerator<LookedRow> {
  for await (const { line, value, written, problem } of rows) {
    const row = (value ?? {}) as Record<string, unknown>;
    const names = Object.keys(row);
    const column = problem?.column === undefined ? '' : `column ${problem.column} `;
    const text = (name: string) => written?.get(name) ?? textOf(row[name]);
    yield {
      line,
      names,
      values: new Map(names.map((name) => [name, text(name)])),
      problem: problem && column + problem.text,
    };
  }
}

/** Values of JSON and Parquet as they would be written in a cell. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
