import { assignments } from './assignments.ts';
import { anyText, fieldsOf, list, optional, text } from './readers.ts';
import type { Read, Reader } from './readers.ts';
import { checkStatesAll } from './retrier.ts';
import { reading, template } from './template.ts';

export const catcherFields = {
  Comment: optional(anyText),
  ErrorEquals: list(text),
  Next: text,
  Assign: optional(reading('errorOutput', assignments)),
  Output: optional(reading('errorOutput', template)),
};

export type Catcher = Read<typeof catcherFields>;

export const catchers: Reader<Catcher[]> = (value, place) => {
  const read = list(fieldsOf(catcherFields))(value, place);
  checkStatesAll(read, place);
  return read;
};
