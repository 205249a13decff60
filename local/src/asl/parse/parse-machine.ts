import type { Machine } from '../machine.ts';
import { flowFields } from './flow-fields.ts';
import { readFlow } from './flow.ts';
import type { Place } from './place.ts';
import { fieldsOf, oneOf, optional, wholeNumber } from './readers.ts';
import { checkVariableScopes } from './variable-scopes.ts';

export const machineFields = {
  ...flowFields,
  QueryLanguage: optional(oneOf('JSONata', 'JSONPath')),
  Version: optional(oneOf('1.0')),
  TimeoutSeconds: optional(wholeNumber(1, 99_999_999)),
};

/**
 * Reads a definition of the Amazon States Language, whose states must all use JSONata.
 * @param definition the parsed JSON
 * @param name for messages
 * @throws InvalidDefinition, naming machine, state and field, for anything that this interpreter does not do
 */
export function parseMachine(definition: unknown, name: string): Machine {
  // States without a QueryLanguage take the machine's, whose default is JSONPath.
  const scope = { language: 'JSONPath', stateNames: new Set<string>(), labels: new Set<string>(), readFlow };
  const place: Place = { machine: name, field: '', scope };
  const { QueryLanguage, TimeoutSeconds, ...fields } = fieldsOf(machineFields)(definition, place);
  if (QueryLanguage) scope.language = QueryLanguage;
  const flow = readFlow(fields, place);
  checkVariableScopes(name, flow, new Set());
  return { name, flow, ...(TimeoutSeconds !== undefined && { timeoutSeconds: TimeoutSeconds }) };
}
