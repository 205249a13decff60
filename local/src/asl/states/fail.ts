import { StatesError } from '../host.ts';
import { stateFields } from '../parse/common-fields.ts';
import { optional } from '../parse/readers.ts';
import type { Read } from '../parse/readers.ts';
import { valueOf } from '../parse/template.ts';
import type { Visit } from '../run/visit.ts';
import { textType } from '../value.ts';

export const failFields = {
  ...stateFields('Fail'),
  Error: optional(valueOf(textType)),
  Cause: optional(valueOf(textType)),
};

export type FailState = Read<typeof failFields>;

/** Always throws; without an Error field, the error's name is empty, where AWS reports none. */
export async function runFail(state: FailState, visit: Visit): Promise<never> {
  const error = state.Error && (await visit.value(state.Error));
  const cause = state.Cause && (await visit.value(state.Cause));
  throw new StatesError(error ?? '', cause);
}
