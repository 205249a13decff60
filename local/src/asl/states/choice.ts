import { assignments } from '../parse/assignments.ts';
import { resultFields, stateFields } from '../parse/common-fields.ts';
import { anyText, fieldsOf, list, optional, text } from '../parse/readers.ts';
import type { Read } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';
import { booleanType } from '../value.ts';

export const ruleFields = {
  Comment: optional(anyText),
  Condition: valueOf(booleanType),
  Next: text,
  Assign: optional(assignments),
  Output: optional(template),
};

export const choiceFields = {
  ...stateFields('Choice'),
  ...resultFields,
  Choices: list(fieldsOf(ruleFields)),
  Default: optional(text),
};

export type ChoiceState = Read<typeof choiceFields>;

/** Leaves by the first rule whose Condition holds, with the rule's fields; else by Default, with the state's. */
export async function runChoice(state: ChoiceState, visit: Visit): Promise<Transition> {
  for (const rule of state.Choices) {
    if (await visit.value(rule.Condition)) {
      return visit.leave({ fields: rule, output: visit.input, next: rule.Next });
    }
  }
  if (state.Default !== undefined) {
    return visit.leave({ fields: state, output: visit.input, next: state.Default });
  }
  throw visit.runtimeError(
    'Failed to transition out of the state. The state does not point to a next state.',
  );
}
