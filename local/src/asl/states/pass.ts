import { resultFields, stateFields, transitionFields } from '../parse/common-fields.ts';
import type { Read } from '../parse/readers.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';

export const passFields = { ...stateFields('Pass'), ...resultFields, ...transitionFields };

export type PassState = Read<typeof passFields>;

export function runPass(state: PassState, visit: Visit): Promise<Transition> {
  return visit.leave({ fields: state, output: visit.input, next: state.Next });
}
