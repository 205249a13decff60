import { createGzip } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pipeline, Readable } from 'node:stream';
import { Failure, type FailureName } from '../../../kernels/failure.ts';
import { isBrokenGzip } from './broken-gzip.ts';
import { uri } from './client.ts';
import { readBytes } from './read.ts';

/** One row of a file of JSON Lines and where it stands. */
export interface Row {
  value: unknown;
  /** e.g. `s3://bucket/key line 17` */
  where: string;
}

/**
 * The rows of files of JSON Lines, plain or gzip, one file after the other. Blank lines are skipped.
 * @throws Failure of the given name for a line that is not JSON, or a file whose gzip is broken
 */
export async function* readRows(keys: readonly string[], invalid: FailureName): AsyncGenerator<Row> {
  for (const key of keys) {
    let number = 0;
    for await (const line of wholeLines(key, invalid)) {
      number++;
      if (line.trim() === '') continue;
      const where = `${uri(key)} line ${number}`;
      yield { value: parse(line, where, invalid), where };
    }
  }
}

/** Gzip JSON Lines of the rows, made without holding the text as a whole. */
export async function gzipRows(rows: Iterable<unknown>): Promise<Buffer> {
  const gzip = createGzip();
  pipeline(Readable.from(chunks(rows)), gzip, () => undefined);
  return buffer(gzip);
}

/** JSON Lines of the rows. */
export function toLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* wholeLines(key: string, invalid: FailureName): AsyncGenerator<string> {
  try {
    yield* readLines(key);
  } catch (cause) {
    if (!isBrokenGzip(cause)) throw cause;
    const message = `${uri(key)} must be whole gzip, but is not (${cause.message}). Write it again.`;
    throw new Failure(invalid, message, { cause });
  }
}

async function* readLines(key: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of await readBytes(key)) {
    const lines = (rest + decoder.decode(bytes as Buffer, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function parse(line: string, where: string, invalid: FailureName): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Failure(invalid, `${where} must be one JSON object, but is ${line.slice(0, 100)}`, { cause });
  }
}

function* chunks(rows: Iterable<unknown>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${JSON.stringify(row)}\n`;
    if (chunk.length < 1 << 16) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
