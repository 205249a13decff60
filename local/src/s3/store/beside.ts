import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareKeys } from './keys-under.ts';
import { directoryBeside, metadataOf } from './places.ts';

/** The keys of the objects that lie beside a bucket's directory, in S3's order. Each has its metadata, which names it. */
export async function keysBeside(home: string, bucket: string): Promise<string[]> {
  const names = await readdir(directoryBeside(home, bucket)).catch(absent([] as string[]));
  const keys = await Promise.all(names.map((name) => keyOf(metadataOf(home, bucket, name))));
  return keys.filter((key) => key !== undefined).sort(compareKeys);
}

/** Of those the keys of objects that hold data: a marker of a folder is empty. */
export async function dataBeside(home: string, bucket: string): Promise<string[]> {
  const directory = directoryBeside(home, bucket);
  const names = await readdir(directory).catch(absent([] as string[]));
  const found = names.map(async (name) => {
    const key = await keyOf(metadataOf(home, bucket, name));
    const size = (await stat(join(directory, name)).catch(absent(undefined)))?.size ?? 0;
    return key !== undefined && size > 0 ? [key] : [];
  });
  return (await Promise.all(found)).flat().sort(compareKeys);
}

async function keyOf(metadataFile: string): Promise<string | undefined> {
  const text = await readFile(metadataFile, 'utf8').catch(absent(undefined));
  return text === undefined ? undefined : (JSON.parse(text) as { key: string }).key;
}

/** What stands for a file or a folder that is not there, or is gone meanwhile. */
function absent<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
