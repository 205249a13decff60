import type { SendTaskHeartbeatCommandInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

/** Lets the task's HeartbeatSeconds count anew. */
export const sendTaskHeartbeat: Operation<StatesState, SendTaskHeartbeatCommandInput, object> = {
  members: { taskToken: 'text' },
  permissions: () => [{ action: 'states:SendTaskHeartbeat', resource: '*' }],
  async run({ taskToken }, state) {
    state.tokens.heartbeat(requireMember('taskToken', taskToken));
    return {};
  },
};
