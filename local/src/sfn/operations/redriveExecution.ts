import type { RedriveExecutionCommandInput, RedriveExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { parseArn } from '../arns.ts';
import { executionNotRedrivable, labelledArn, notAccepting } from '../errors.ts';
import { findExecution } from '../executions/find-execution.ts';
import { notRedrivable } from '../executions/redrivable.ts';
import { programOf, recordRedrive } from '../executions/record-redrive.ts';
import { launch } from '../run/launch.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<RedriveExecutionCommandOutput, '$metadata'>;

/** Children of a map run are redriven by their parent's redrive alone. */
export const redriveExecution: Operation<StatesState, RedriveExecutionCommandInput, Output> = {
  members: { executionArn: 'text', clientToken: 'text' },
  permissions: ({ executionArn }) => [{ action: 'states:RedriveExecution', resource: executionArn ?? '*' }],
  async run({ executionArn, clientToken }, state) {
    const arn = requireMember('executionArn', executionArn);
    if (parseArn(arn, 'execution').label !== undefined) throw labelledArn();
    const { record, place } = findExecution(arn, state);
    // The SDK repeats a call whose answer was lost under the same token.
    if (clientToken !== undefined && record.redriveToken === clientToken) {
      return { redriveDate: new Date(record.redriveDate!) };
    }
    const reason = notRedrivable(record, place.directory, state.clock.now());
    if (reason) throw executionNotRedrivable(reason);
    if (!state.accepting) throw notAccepting();
    const owner = ownerOf(record.stateMachineArn, state);
    const program = programOf(record, owner, state.home);
    const redriven = recordRedrive({ owner, program, record, place, clientToken }, state);
    const { redriveDate } = launch(redriven, state).record;
    return { redriveDate: new Date(redriveDate!) };
  },
};

function ownerOf(stateMachineArn: string, state: StatesState): StateMachine {
  const owner = state.machines.get(stateMachineArn);
  if (!owner) throw executionNotRedrivable('State machine is in DELETING status.');
  return owner;
}
