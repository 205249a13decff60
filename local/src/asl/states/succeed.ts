import { stateFields } from '../parse/common-fields.ts';
import { optional } from '../parse/readers.ts';
import type { Read } from '../parse/readers.ts';
import { template } from '../parse/template.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';

export const succeedFields = { ...stateFields('Succeed'), Output: optional(template) };

export type SucceedState = Read<typeof succeedFields>;

export function runSucceed(state: SucceedState, visit: Visit): Promise<Transition> {
  return visit.leave({ fields: state, output: visit.input, next: undefined });
}
