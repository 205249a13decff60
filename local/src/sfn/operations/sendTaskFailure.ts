import type { SendTaskFailureCommandInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import type { StatesState } from '../state.ts';
import { checkFailure, requireMember } from '../validation.ts';

export const sendTaskFailure: Operation<StatesState, SendTaskFailureCommandInput, object> = {
  members: { taskToken: 'text', error: 'text', cause: 'text' },
  permissions: () => [{ action: 'states:SendTaskFailure', resource: '*' }],
  async run({ taskToken, error, cause }, state) {
    const token = requireMember('taskToken', taskToken);
    checkFailure({ error, cause });
    state.tokens.fail(token, error, cause);
    return {};
  },
};
