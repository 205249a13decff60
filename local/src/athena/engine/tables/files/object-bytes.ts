import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrokenGzip, gunzip } from '../../../../gunzip.ts';
import { QueryError, notSupported } from '../../query-error.ts';

/** A file of the lake. */
export interface LakeFile {
  path: string;
  /** `s3://bucket/key` */
  uri: string;
}

/** Large enough that unpacking takes longer than handing over. */
const chunkSize = 1 << 18;
/** What Trino unpacks by the name's end, in this very spelling, and the local engine does not. */
const foreign = /\.(zst|lz4|snappy|deflate|bz2|lzo|lzo_deflate)$/;

/**
 * The bytes of a file, unpacked as Athena does: by the name's end alone. Gzip is checked whole, and the last bytes come
 * only after the check.
 * https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
 * @throws QueryError HIVE_CANNOT_OPEN_SPLIT, HIVE_CURSOR_ERROR; NOT_SUPPORTED for other packings
 */
export async function* objectBytes(file: LakeFile): AsyncGenerator<Buffer> {
  const suffix = foreign.exec(file.path)?.[0];
  if (suffix) throw notSupported(`tables over files named *${suffix} (${file.uri})`, 'Use gzip, named *.gz.');
  const start = await firstBytes(file.path);
  if (start.length === 0) return;
  const packed = start.equals(gzipMagic);
  if (basename(file.path).endsWith('.gz')) {
    if (!packed) throw new QueryError('HIVE_CANNOT_OPEN_SPLIT', notGzip(file));
    yield* unpacked(file);
    return;
  }
  if (packed) throw new QueryError('NOT_SUPPORTED', unnamedGzip(file));
  yield* createReadStream(file.path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>;
}

const gzipMagic = Buffer.from([0x1f, 0x8b]);

const notGzip = ({ uri }: LakeFile) =>
  `Error opening Hive split ${uri}: Not in GZIP format. Its name ends in .gz; put it there whole, or without .gz if it is plain text.`;

const unnamedGzip = ({ uri }: LakeFile) =>
  `${uri} is gzip, but its name does not end in .gz. Athena goes by the name and would take the packed bytes for text. Name it *.gz.`;

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* unpacked({ path, uri }: LakeFile): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: chunkSize });
  try {
    yield* gunzip(source as AsyncIterable<Buffer>);
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    throw new QueryError('HIVE_CURSOR_ERROR', `Failed to read file at ${uri}: ${error.message}`);
  } finally {
    source.destroy();
  }
}
