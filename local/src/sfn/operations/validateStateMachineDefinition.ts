import type {
  ValidateStateMachineDefinitionCommandInput,
  ValidateStateMachineDefinitionCommandOutput,
} from '@aws-sdk/client-sfn';
import { validateDefinition } from '../../asl/index.ts';
import type { Operation } from '../../service.ts';
import { checkResources } from '../integrations/check-resources.ts';
import { constraintViolated } from '../errors.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Input = ValidateStateMachineDefinitionCommandInput;
type Output = Omit<ValidateStateMachineDefinitionCommandOutput, '$metadata'>;

/**
 * Says what keeps a definition from running here: what AWS refuses, and what it has and the local runtime has not.
 * All of it is of severity ERROR; `severity` WARNING would add nothing.
 */
export const validateStateMachineDefinition: Operation<StatesState, Input, Output> = {
  members: { definition: 'text', type: 'text', severity: 'text', maxResults: 'integer' },
  partly: { severity: 'all findings are errors' },
  permissions: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
  async run({ type = 'STANDARD', maxResults = 0, ...input }, state) {
    const definition = requireMember('definition', input.definition);
    if (!Number.isInteger(maxResults) || maxResults < 0 || maxResults > 100) {
      throw constraintViolated('maxResults', maxResults, 'Member must be between 0 and 100');
    }
    const found = validateDefinition(definition, type, () =>
      checkResources({ name: 'definition', definition }, state.services()),
    );
    // 0 is the default, which is 100.
    const diagnostics = found.slice(0, maxResults || 100);
    const result = found.length === 0 ? 'OK' : 'FAIL';
    return { result, diagnostics, truncated: diagnostics.length < found.length };
  },
};
