import type { SendTaskSuccessCommandInput } from '@aws-sdk/client-sfn';
import type { Json } from '../../asl/host.ts';
import type { Operation } from '../../service.ts';
import { invalidOutput } from '../errors.ts';
import type { StatesState } from '../state.ts';
import { checkDataLength, requireMember } from '../validation.ts';
import { parseJson } from '../../asl/json/index.ts';

export const sendTaskSuccess: Operation<StatesState, SendTaskSuccessCommandInput, object> = {
  members: { taskToken: 'text', output: 'text' },
  permissions: () => [{ action: 'states:SendTaskSuccess', resource: '*' }],
  async run({ taskToken, output }, state) {
    const token = requireMember('taskToken', taskToken);
    state.tokens.succeed(token, parseOutput(requireMember('output', output)));
    return {};
  },
};

function parseOutput(output: string): Json {
  checkDataLength('output', output);
  try {
    return parseJson(output);
  } catch (error) {
    throw invalidOutput((error as Error).message);
  }
}
