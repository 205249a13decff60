import { ItemReaderFailed } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { Json } from '../host.ts';
import type { Visit } from '../run/visit.ts';
import type { ItemReader, ReaderConfig } from './item-reader.ts';
import type { Item, ItemSource } from './items.ts';
import { readCsv } from './readers/csv.ts';
import { unpackedIfGzip } from './readers/gunzip.ts';
import { readJson } from './readers/json.ts';
import { readPointedJson } from './readers/pointed-json.ts';
import { readJsonLines } from './readers/json-lines.ts';
import { listObjects } from './readers/list-objects.ts';
import { readManifest } from './readers/manifest.ts';
import type { S3Object } from './readers/manifest.ts';

/** The items that a reader reads; nothing is read yet. */
export async function readerSource(reader: ItemReader, visit: Visit): Promise<ItemSource> {
  const args = await visit.evaluate(reader.Arguments);
  const { MaxItems } = reader.ReaderConfig ?? {};
  const maxItems = MaxItems ? await visit.value(MaxItems) : 0;
  return {
    name: sourceName(args),
    length: undefined,
    open: () => failingAsReader(limited(read(reader, args, visit), maxItems)),
  };
}

function read(reader: ItemReader, args: Json, visit: Visit): AsyncIterable<Json> {
  const config: Partial<ReaderConfig> = reader.ReaderConfig ?? {};
  if (reader.Resource.endsWith(':listObjectsV2')) {
    const objects = listObjects(args, visit);
    return config.InputType === undefined ? objects : readFiles(listedFiles(objects, args), config, visit);
  }
  if (config.ManifestType === undefined) return readFile(args, config, visit);
  return readFiles(manifestFiles(args, visit), config, visit);
}

async function* manifestFiles(args: Json, visit: Visit): AsyncIterable<S3Object> {
  yield* await readManifest(chunksOf(args, visit));
}

/** Keys that end in a slash are folders, as consoles make them. */
async function* listedFiles(objects: AsyncIterable<Json>, args: Json): AsyncIterable<S3Object> {
  const { Bucket } = args as { Bucket: string };
  for await (const object of objects) {
    const { Key } = object as { Key: string };
    if (!Key.endsWith('/')) yield { Bucket, Key };
  }
}

async function* readFiles(
  files: AsyncIterable<S3Object>,
  config: Partial<ReaderConfig>,
  visit: Visit,
): AsyncIterable<Json> {
  for await (const file of files) yield* readFile({ ...file }, config, visit);
}

function readFile(args: Json, config: Partial<ReaderConfig>, visit: Visit): AsyncIterable<Json> {
  const body = unpackedIfGzip(chunksOf(args, visit));
  switch (config.InputType) {
    case 'CSV':
      return readCsv(body, config);
    case 'JSON':
      return config.ItemsPointer ? readPointedJson(body, config.ItemsPointer) : readJson(body);
    case 'JSONL':
    case undefined:
      return readJsonLines(body);
  }
}

async function* chunksOf(args: Json, visit: Visit): AsyncIterable<Uint8Array> {
  const { body } = await visit.host.readObject('arn:aws:states:::s3:getObject', args, visit.thread.signal);
  yield* body;
}

/** The first `maxItems`; 0 is all, as recorded on AWS. */
async function* limited(values: AsyncIterable<Json>, maxItems: number): AsyncIterable<Item> {
  if (maxItems < 0) throw new ItemReaderFailed('field MaxItems must be positive');
  let count = 0;
  for await (const value of values) {
    yield { value };
    if (++count === maxItems) return;
  }
}

/** Whatever goes wrong while reading is the ItemReader's failure. */
async function* failingAsReader(items: AsyncIterable<Item>): AsyncIterable<Item> {
  try {
    yield* items;
  } catch (error) {
    if (error instanceof StatesError && !(error instanceof ItemReaderFailed)) {
      throw new ItemReaderFailed(error.errorCause ?? error.error);
    }
    throw error;
  }
}

/** As the context object names it. */
function sourceName(args: Json): string {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return 'S3://';
  const { Bucket, Key } = args;
  return `S3://${[Bucket, Key].filter((part) => typeof part === 'string').join('/')}`;
}
