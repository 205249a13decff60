import { attemptFields, ownResultFields, stateFields, transitionFields } from '../parse/common-fields.ts';
import { branch } from '../parse/branch.ts';
import { list, optional } from '../parse/readers.ts';
import type { Read } from '../parse/readers.ts';
import { template } from '../parse/template.ts';
import { Payload } from '../payload.ts';
import { attempts } from '../run/attempts.ts';
import { sideBySide } from '../run/side-by-side.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';

export const parallelFields = {
  ...stateFields('Parallel'),
  ...ownResultFields,
  ...transitionFields,
  ...attemptFields,
  Arguments: optional(template),
  Branches: list(branch),
};

export type ParallelState = Read<typeof parallelFields>;

export function runParallel(state: ParallelState, visit: Visit): Promise<Transition> {
  return attempts(state, visit, async () => {
    const { Arguments, Branches } = state;
    const input = Arguments ? visit.payload(await visit.evaluate(Arguments)) : visit.input;
    const stopped = visit.resumeAttempt();
    if (!stopped) visit.record({ type: 'ParallelStateStarted' });
    const outputs = await sideBySide(visit.thread, Branches.length, Branches.length, (index, thread) =>
      visit.runFlow(Branches[index]!, input, thread, stopped?.branches.get(index)),
    );
    const result = Payload.list(outputs).within(visit.name);
    visit.thread.note({ type: 'ParallelStateSucceeded' });
    return result;
  });
}
