import type { SendTaskFailureCommandInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

export const sendTaskFailure: Operation<StatesState, SendTaskFailureCommandInput, object> = {
  members: { taskToken: 'text', error: 'text', cause: 'text' },
  permissions: () => [{ action: 'states:SendTaskFailure', resource: '*' }],
  async run({ taskToken, error, cause }, state) {
    state.tokens.fail(requireMember('taskToken', taskToken), error, cause);
    return {};
  },
};
