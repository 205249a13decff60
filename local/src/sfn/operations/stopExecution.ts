import type { StopExecutionCommandInput, StopExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { findExecution } from '../executions/find-execution.ts';
import { Interruption } from '../executions/live-execution.ts';
import type { StatesState } from '../state.ts';
import { checkFailure, requireMember } from '../validation.ts';
import { whenDone } from '../executions/when-done.ts';

type Output = Omit<StopExecutionCommandOutput, '$metadata'>;

/** Returns once the execution has ended; one that had ended before stays as it is. */
export const stopExecution: Operation<StatesState, StopExecutionCommandInput, Output> = {
  members: { executionArn: 'text', error: 'text', cause: 'text' },
  permissions: ({ executionArn }) => [{ action: 'states:StopExecution', resource: executionArn ?? '*' }],
  async run({ executionArn, error, cause }, state) {
    const arn = requireMember('executionArn', executionArn);
    checkFailure({ error, cause });
    findExecution(arn, state);
    state.live.get(arn)?.controller.abort(new Interruption({ status: 'ABORTED', error, cause }));
    const { stopDate } = await whenDone(arn, state);
    return { stopDate: new Date(stopDate!) };
  },
};
