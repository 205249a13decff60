import { refuse } from './place.ts';
import type { Place } from './place.ts';
import { anyText, fieldsOf, list, numberFrom, oneOf, optional, text, wholeNumber } from './readers.ts';
import type { Read, Reader } from './readers.ts';

const longest = 99_999_999;
// AWS: greater than 0 and less than 31,622,400, the seconds of a leap year.
const longestDelay = 31_622_399;

export const retrierFields = {
  Comment: optional(anyText),
  ErrorEquals: list(text),
  IntervalSeconds: optional(wholeNumber(1, longest)),
  MaxAttempts: optional(wholeNumber(0, longest)),
  BackoffRate: optional(numberFrom(1)),
  MaxDelaySeconds: optional(wholeNumber(1, longestDelay)),
  JitterStrategy: optional(oneOf('FULL', 'NONE')),
};

/** Seconds and counts as in https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export type Retrier = Read<typeof retrierFields>;

export const retriers: Reader<Retrier[]> = (value, place) => {
  const read = list(fieldsOf(retrierFields))(value, place);
  checkStatesAll(read, place);
  return read;
};

/** States.ALL stands alone, and in the last entry of a Retry or Catch. */
export function checkStatesAll(entries: { ErrorEquals: string[] }[], place: Place): void {
  entries.forEach(({ ErrorEquals }, index) => {
    if (!ErrorEquals.includes('States.ALL')) return;
    if (ErrorEquals.length > 1 || index < entries.length - 1) {
      refuse(place, 'States.ALL must stand alone in ErrorEquals, in the last entry of the list.');
    }
  });
}
