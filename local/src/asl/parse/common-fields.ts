import { assignments } from './assignments.ts';
import { catchers } from './catcher.ts';
import { anyText, oneOf, optional, text } from './readers.ts';
import { retriers } from './retrier.ts';
import { reading, template } from './template.ts';

/** Fields of every state. */
export function stateFields<T extends string>(type: T) {
  return {
    Type: oneOf(type),
    Comment: optional(anyText),
    QueryLanguage: optional(oneOf('JSONata')),
  };
}

/** Fields of states with one way on. */
export const transitionFields = {
  Next: optional(text),
  End: optional(oneOf(true)),
};

export const resultFields = {
  Assign: optional(assignments),
  Output: optional(template),
};

/** The same of states that have a result of their own: Task, Parallel, Map. */
export const ownResultFields = {
  Assign: optional(reading('result', assignments)),
  Output: optional(reading('result', template)),
};

/** Fields of states whose work can fail and be repeated: Task, Parallel, Map. */
export const attemptFields = {
  Retry: optional(retriers),
  Catch: optional(catchers),
};
