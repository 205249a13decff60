import { resultFields, stateFields, transitionFields } from '../parse/common-fields.ts';
import { optional } from '../parse/readers.ts';
import type { Read } from '../parse/readers.ts';
import { refuse } from '../parse/place.ts';
import type { Place } from '../parse/place.ts';
import { valueOf } from '../parse/template.ts';
import { pause } from '../run/attempts.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';
import { parseTimestamp } from '../timestamp.ts';
import { textType, wholeNumberType } from '../value.ts';

export const waitFields = {
  ...stateFields('Wait'),
  ...resultFields,
  ...transitionFields,
  Seconds: optional(valueOf(wholeNumberType(0, 99_999_999))),
  Timestamp: optional(valueOf(textType)),
};

export type WaitState = Read<typeof waitFields>;

export function checkWait(state: WaitState, place: Place): void {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
    refuse(place, 'a Wait needs exactly one of Seconds and Timestamp.');
  }
}

// Recorded: AWS waits for 24,855 days and not for one more.
const longestMilliseconds = (2 ** 31 - 1) * 1000;

export async function runWait(state: WaitState, visit: Visit): Promise<Transition> {
  const milliseconds = await delayOf(state, visit);
  if (milliseconds > longestMilliseconds) throw visit.runtimeError('Wait state delay is too long.');
  if (milliseconds > 0) await pause(visit, milliseconds);
  return visit.leave({ fields: state, output: visit.input, next: state.Next });
}

async function delayOf({ Seconds, Timestamp }: WaitState, visit: Visit): Promise<number> {
  if (Seconds) return (await visit.value(Seconds)) * 1000;
  const text = await visit.value(Timestamp!);
  const time = parseTimestamp(text);
  if (time === undefined) {
    throw visit.evaluationError(
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      'Timestamp',
    );
  }
  return time.getTime() - visit.host.now().getTime();
}
