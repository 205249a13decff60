import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { AsyncBuffer } from 'hyparquet';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Column } from '../column.ts';
import { arranged, headerProblem } from './csv-header.ts';
import type { DeliveredRow } from './row.ts';

/** What packs the pages of a file, besides Snappy; the rest is named in the error. */
const compressors = {
  GZIP: (input: Uint8Array) => gunzipSync(input),
  BROTLI: (input: Uint8Array) => brotliDecompressSync(input),
};

/** Rows that are in memory at a time. */
const batch = 10_000;

/** The rows of a Parquet file, by the names of its columns. */
export async function* parquetRows(path: string, columns: Column[]): AsyncGenerator<DeliveredRow> {
  let row = 0;
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const problem = headerProblem(names, columns, { delimiter: '' });
    if (problem) {
      yield { line: 1, problem };
      return;
    }
    const order = arranged(names, columns);
    const count = Number(metadata.num_rows);
    for (let start = 0; start < count; start += batch) {
      for (const values of await read(file, metadata, start, Math.min(count, start + batch))) {
        row++;
        yield { line: row, ...rowOf(values, names, order) };
      }
    }
  } catch (error) {
    yield {
      line: row + 1,
      problem: { text: `must be Parquet, but is damaged: ${(error as Error).message}` },
    };
  }
}

async function read(
  file: AsyncBuffer,
  metadata: Awaited<ReturnType<typeof parquetMetadataAsync>>,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
}

function rowOf(values: Record<string, unknown>, names: string[], order: Column[]) {
  const written = new Map<string, string>();
  const value = Object.fromEntries(
    order.map(({ name, type }, i) => {
      const given = values[names[i]!];
      if (typeof given === 'bigint') written.set(name, String(given));
      return [name, plain(given, type)];
    }),
  );
  return { value, ...(written.size > 0 && { written }) };
}

/** A value as JSON has it. */
function plain(value: unknown, type: string): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint')
    return type === 'string' || type.startsWith('decimal') ? String(value) : Number(value);
  if (value instanceof Date) {
    const text = value.toISOString();
    return type === 'date' ? text.slice(0, 10) : text.slice(0, 23).replace('T', ' ');
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, type));
  if (typeof value === 'number' && type.startsWith('decimal')) return String(value);
  return value;
}
