import { anyText, fieldsOf, list, oneOf, optional, text } from '../parse/readers.ts';
import { refuse, within } from '../parse/place.ts';
import type { Place } from '../parse/place.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import { ItemReaderFailed } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { Json } from '../host.ts';
import type { Visit } from '../run/visit.ts';
import { numberType } from '../value.ts';
import type { Item, ItemSource } from './items.ts';
import { readCsv } from './readers/csv.ts';
import { readJson } from './readers/json.ts';
import { readJsonLines } from './readers/json-lines.ts';
import { listObjects } from './readers/list-objects.ts';

const readerConfigFields = {
  InputType: optional(oneOf('CSV', 'JSON', 'JSONL')),
  MaxItems: optional(valueOf(numberType)),
  CSVHeaderLocation: optional(oneOf('FIRST_ROW', 'GIVEN')),
  CSVHeaders: optional(list(anyText)),
  CSVDelimiter: optional(oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB')),
};

const itemReaderFields = {
  Comment: optional(anyText),
  Resource: text,
  Arguments: template,
  ReaderConfig: optional(fieldsOf(readerConfigFields)),
};

export type ReaderConfig = Read<typeof readerConfigFields>;
export type ItemReader = Read<typeof itemReaderFields>;

const action = /^arn:[^:]+:states:::s3:(getObject|listObjectsV2)$/;

export const itemReader: Reader<ItemReader> = (value, place) => {
  const reader = fieldsOf(itemReaderFields)(value, place);
  const [, kind] = action.exec(reader.Resource) ?? [];
  if (kind === undefined) {
    const resources = 'arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2';
    refuse(within(place, 'Resource'), `expected ${resources}, got ${JSON.stringify(reader.Resource)}.`);
  }
  checkConfig(kind, reader.ReaderConfig, within(place, 'ReaderConfig'));
  return reader;
};

function checkConfig(kind: string, config: ReaderConfig | undefined, place: Place): void {
  const { InputType, CSVHeaderLocation, CSVHeaders, CSVDelimiter } = config ?? {};
  if (kind === 'listObjectsV2') {
    if (InputType !== undefined) refuse(place, 'listObjectsV2 takes MaxItems only.');
  } else if (InputType === undefined) refuse(place, 'getObject needs InputType CSV, JSON or JSONL.');
  if (InputType !== 'CSV') {
    if (CSVHeaderLocation ?? CSVHeaders ?? CSVDelimiter) refuse(place, 'CSV fields need InputType CSV.');
  } else if (CSVHeaderLocation === undefined) refuse(place, 'CSV needs CSVHeaderLocation.');
  else if ((CSVHeaderLocation === 'GIVEN') !== (CSVHeaders !== undefined)) {
    refuse(place, 'CSVHeaders belong to CSVHeaderLocation GIVEN.');
  }
}

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
  if (reader.Resource.endsWith(':listObjectsV2')) return listObjects(args, visit);
  const body = chunksOf(reader.Resource, args, visit);
  switch (config.InputType) {
    case 'CSV':
      return readCsv(body, config);
    case 'JSON':
      return readJson(body);
    case 'JSONL':
    case undefined:
      return readJsonLines(body);
  }
}

async function* chunksOf(resource: string, args: Json, visit: Visit): AsyncIterable<Uint8Array> {
  const { body } = await visit.host.readObject(resource, args, visit.thread.signal);
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
