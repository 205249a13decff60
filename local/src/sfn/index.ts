import { setImmediate } from 'node:timers/promises';
import type { Decision } from '../iam/index.ts';
import type { Authorize, Principal, Renewable, Service } from '../service.ts';
import { createService, replaceEntries } from '../service.ts';
import { readResources } from '../template/stack.ts';
import type { Stack } from '../template/stack.ts';
import { checkResources } from './integrations/check-resources.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { ExecutionRecord } from './disk/execution-record.ts';
import { Interruption } from './executions/live-execution.ts';
import { authorizeManagedRule } from './integrations/managed-rule.ts';
import { operations } from './operations/index.ts';
import { refusedOperations } from './operations/refused.ts';
import { recordDecision, recordEntry } from './permissions/record-permission.ts';
import { recoverExecutions } from './executions/recover.ts';
import { loadStateMachine } from './state-machine.ts';
import type { StateMachine } from './state-machine.ts';
import type { InterceptCall, StatesState } from './state.ts';
import { createTaskTokens } from './task-tokens.ts';
import { whenDone } from './executions/when-done.ts';

export type { Clock } from '../clock.ts';
export type { ExecutionRecord } from './disk/execution-record.ts';
export type { InterceptCall, InterceptedCall } from './state.ts';
export { loadStateMachine } from './state-machine.ts';
export type { StateMachine } from './state-machine.ts';
export { permissionEntries } from './permissions/permission-entries.ts';

export interface StatesOptions {
  /** Executions lie in `<home>/states`. */
  home: string;
  stack: Stack;
  authorize: Authorize;
  /** All local services, this one included; asked for from `start` on. */
  services: () => Service[];
  /** Sees each Task's call before it is made and may fail it: the seam for faults. */
  interceptCall?: InterceptCall;
  clock?: Clock;
}

const machineType = 'AWS::StepFunctions::StateMachine';

/** Step Functions, as far as the stack's machines and their callers need it. */
export interface StatesService extends Service, Renewable {
  /**
   * Checks that every operation exists which the machines call, closes the executions that an earlier process left
   * running, and lets executions start.
   * @throws InvalidDefinition naming machine, state and field; AccessDeniedException for a role that may not learn of the
   * executions which its machine waits for
   */
  start(): void;
  /** The record of an execution once it has ended. Rejects with ServiceError InvalidArn or ExecutionDoesNotExist. */
  whenDone(executionArn: string): Promise<ExecutionRecord>;
  /** Writes down what was decided on behalf of an execution. */
  recordDecision(decision: Decision): void;
  /** Writes down that a role acts on behalf of an execution. */
  recordRole(principal: Principal): void;
  /** Aborts the executions that run, and settles when their ends are recorded. */
  stop(): Promise<void>;
}

/**
 * The service with the stack's machines, which it parses at once.
 * @throws InvalidDefinition naming machine, state and field; ServiceError InvalidDefinition for the resource itself
 */
export function createStatesService(options: StatesOptions): StatesService {
  const { home, stack, authorize, services, interceptCall, clock = systemClock } = options;
  const machines = readMachines(stack);
  const state: StatesState = {
    home,
    account: { region: stack.region, accountId: stack.accountId },
    machines,
    leftOut: stack.leftOut,
    live: new Map(),
    mapRuns: new Map(),
    tokens: createTaskTokens(),
    clock,
    services,
    authorize,
    interceptCall,
    accepting: false,
  };
  const service = createService('sfn', state, operations, authorize, { operations: refusedOperations });
  return {
    ...service,
    async call(operation, input, call) {
      const output = await service.call(operation, input, call);
      // Histories are written at the end of a turn, and whoever learns of the operation may outlive this process.
      await setImmediate();
      return output;
    },
    prepare(next, decide) {
      const prepared = { ...state, machines: readMachines(next), authorize: decide };
      checkMachines(next, prepared);
      // An execution that runs keeps the machine that it began with.
      return () => {
        replaceEntries(state.machines, prepared.machines);
        state.leftOut = next.leftOut;
      };
    },
    start() {
      checkMachines(stack, state);
      recoverExecutions(home);
      state.accepting = true;
    },
    whenDone: (executionArn) => whenDone(executionArn, state),
    recordDecision: (decision) => recordDecision(decision, state),
    recordRole: (principal) => recordEntry({ role: principal.roleName! }, principal, state),
    stop: () => stopAll(state),
  };
}

function readMachines(stack: Stack): Map<string, StateMachine> {
  const machines = readResources(stack, machineType, (resource) => loadStateMachine(resource, stack));
  return new Map(machines.map((machine) => [machine.arn, machine]));
}

/** Takes those machines away that call what is not here, or that Step Functions would not create. */
function checkMachines(stack: Stack, state: StatesState): void {
  const checked = readResources(stack, machineType, ({ physicalId: arn }) => {
    const machine = state.machines.get(arn);
    if (!machine) return arn;
    checkResources(machine, state.services());
    authorizeManagedRule(machine, state);
    return arn;
  });
  for (const arn of state.machines.keys()) if (!checked.includes(arn)) state.machines.delete(arn);
}

async function stopAll(state: StatesState): Promise<void> {
  state.accepting = false;
  const running = [...state.live.values()];
  const cause = 'The local runtime was stopped.';
  for (const { controller } of running) controller.abort(new Interruption({ status: 'ABORTED', cause }));
  await Promise.all(running.map(({ done }) => done));
}
