import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Puts finished files into a folder under names like Athena's, compressed on the way if asked for. Each appears whole.
 * @returns the new names
 */
export async function placeFiles(files: string[], folder: string, gzip: boolean): Promise<string[]> {
  if (files.length > 0) await mkdir(folder, { recursive: true });
  const prefix = namePrefix();
  return Promise.all(
    files.map(async (file) => {
      const name = `${prefix}_${randomUUID()}${gzip ? '.gz' : ''}`;
      await rename(gzip ? await compressed(file) : file, join(folder, name));
      return name;
    }),
  );
}

/** Large enough that compressing takes longer than handing over: zlib's own 16 KiB nearly double the time. */
const chunkSize = 1 << 18;

/** DuckDB's own gzip takes nine times as long as zlib at its fastest level. */
async function compressed(file: string): Promise<string> {
  const target = `${file}.gz`;
  const source = createReadStream(file, { highWaterMark: chunkSize });
  await pipeline(source, createGzip({ level: 1, chunkSize }), createWriteStream(target));
  return target;
}

function namePrefix(): string {
  const now = new Date().toISOString().replaceAll(/[-:]/g, '');
  return `${now.slice(0, 8)}_${now.slice(9, 15)}_${digits()}_${digits()}`;
}

const digits = () => String(Math.floor(Math.random() * 1e5)).padStart(5, '0');
