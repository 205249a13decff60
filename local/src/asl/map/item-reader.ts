import { anyText, fieldsOf, list, oneOf, optional, text } from '../parse/readers.ts';
import { refuse, within } from '../parse/place.ts';
import type { Place } from '../parse/place.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import { numberType } from '../value.ts';

const jsonPointer: Reader<string> = (value, place) => {
  const pointer = anyText(value, place);
  if (!/^(\/([^~/]|~[01])*)*$/.test(pointer))
    refuse(place, `expected a JSON Pointer, such as /order/items, got ${JSON.stringify(pointer)}.`);
  return pointer;
};

export const readerConfigFields = {
  InputType: optional(oneOf('CSV', 'JSON', 'JSONL')),
  /** What the named object is: Athena's list of the files that a query wrote, which InputType then describes. */
  ManifestType: optional(oneOf('ATHENA_DATA')),
  /** Whether objects are listed, or what is in them is read. */
  Transformation: optional(oneOf('NONE', 'LOAD_AND_FLATTEN')),
  /** Where in a JSON file the array of items lies: a JSON Pointer. */
  ItemsPointer: optional(jsonPointer),
  MaxItems: optional(valueOf(numberType)),
  CSVHeaderLocation: optional(oneOf('FIRST_ROW', 'GIVEN')),
  CSVHeaders: optional(list(anyText)),
  CSVDelimiter: optional(oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB')),
};

export const itemReaderFields = {
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
  const {
    InputType,
    ManifestType,
    Transformation,
    CSVHeaderLocation,
    CSVHeaders,
    CSVDelimiter,
    ItemsPointer,
  } = config ?? {};
  const loads = Transformation === 'LOAD_AND_FLATTEN';
  if (kind === 'listObjectsV2') {
    if (ManifestType !== undefined) refuse(place, 'ManifestType belongs to getObject.');
    if (loads !== (InputType !== undefined)) {
      refuse(place, 'listObjectsV2 takes InputType with Transformation LOAD_AND_FLATTEN, which needs it.');
    }
  } else if (InputType === undefined) refuse(place, 'getObject needs InputType CSV, JSON or JSONL.');
  else if (loads) refuse(place, 'LOAD_AND_FLATTEN belongs to listObjectsV2.');
  if (ItemsPointer !== undefined && InputType !== 'JSON') refuse(place, 'ItemsPointer needs InputType JSON.');
  if (InputType !== 'CSV') {
    if (CSVHeaderLocation ?? CSVHeaders ?? CSVDelimiter) refuse(place, 'CSV fields need InputType CSV.');
  } else if (CSVHeaderLocation === undefined) refuse(place, 'CSV needs CSVHeaderLocation.');
  else if ((CSVHeaderLocation === 'GIVEN') !== (CSVHeaders !== undefined)) {
    refuse(place, 'CSVHeaders belong to CSVHeaderLocation GIVEN.');
  }
}
