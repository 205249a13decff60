import { randomUUID } from 'node:crypto';
import type { StartExecutionCommandInput, StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { formatArn, parseArn } from '../arns.ts';
import { readExecution } from '../disk/execution-record.ts';
import { keepDefinition } from '../disk/definitions.ts';
import { executionPlace } from '../disk/layout.ts';
import {
  executionAlreadyExists,
  invalidExecutionInput,
  notAccepting,
  stateMachineDoesNotExist,
} from '../errors.ts';
import { recordEntry } from '../permissions/record-permission.ts';
import { recordStart } from '../executions/record-start.ts';
import { launch } from '../run/launch.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StatesState } from '../state.ts';
import { checkDataLength, checkName, requireMember } from '../validation.ts';
import { parseJson } from '../../asl/json/index.ts';

type Output = Omit<StartExecutionCommandOutput, '$metadata'>;

export const startExecution: Operation<StatesState, StartExecutionCommandInput, Output> = {
  members: { stateMachineArn: 'text', name: 'text', input: 'text', traceHeader: 'text' },
  partly: { traceHeader: 'leads nowhere' },
  permissions: ({ stateMachineArn }) => [
    { action: 'states:StartExecution', resource: stateMachineArn ?? '*' },
  ],
  async run({ stateMachineArn, ...optional }, state, { principal }) {
    const machine = findMachine(requireMember('stateMachineArn', stateMachineArn), state);
    const name = optional.name ?? randomUUID();
    const input = optional.input ?? '{}';
    checkName(name);
    checkInput(input);
    const executionArn = formatArn(state.account, 'execution', { machine: machine.name, name });
    const startDate = startOfSame(executionArn, input, state);
    if (startDate) return { executionArn, startDate };
    if (!state.accepting) throw notAccepting();
    const place = executionPlace(state.home, machine.name, name);
    if (readExecution(place.directory)) throw executionAlreadyExists(executionArn);
    recordEntry({ started: executionArn }, principal, state);
    const recorded = recordStart(
      {
        owner: machine,
        program: machine.program,
        place,
        executionArn,
        stateMachineArn: machine.arn,
        name,
        input,
        definition: keepDefinition(machine, state.home),
      },
      state,
    );
    const { record } = launch(recorded, state);
    return { executionArn, startDate: new Date(record.startDate) };
  },
};

function findMachine(arn: string, state: StatesState): StateMachine {
  parseArn(arn, 'stateMachine');
  const machine = state.machines.get(arn);
  if (!machine) throw stateMachineDoesNotExist(arn, state.leftOut?.reasonOf(arn));
  return machine;
}

function checkInput(input: string): void {
  checkDataLength('input', input);
  try {
    parseJson(input);
  } catch (error) {
    throw invalidExecutionInput((error as Error).message);
  }
}

/** A repeated start with the same input is one with the execution that runs; with another input it is refused. */
function startOfSame(executionArn: string, input: string, state: StatesState): Date | undefined {
  const live = state.live.get(executionArn);
  if (!live) return undefined;
  if (live.record.input !== input) throw executionAlreadyExists(executionArn);
  return new Date(live.record.startDate);
}
