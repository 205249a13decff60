import { randomUUID } from 'node:crypto';
import { rolePrincipal } from '../../iam/index.ts';
import { ServiceError } from '../../service.ts';
import { statesOf } from './check-resources.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StatesState } from '../state.ts';

const waitsForExecution = /^arn:[^:]+:states:::states:startExecution\.sync(:2)?$/;
const actions = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/**
 * Step Functions learns of the end of executions that a machine waits for by a rule of EventBridge, and creates no
 * machine whose role may not manage it: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html. The
 * error's beginning is AWS's, as in https://github.com/nasa/cumulus/pull/2693; AWS does not say which action it misses.
 * @throws AccessDeniedException
 */
export function authorizeManagedRule(machine: StateMachine, state: StatesState): void {
  const program = JSON.parse(machine.definition) as Record<string, unknown>;
  const waits = [...statesOf(program)].some((found) => waitsForExecution.test(String(found.state.Resource)));
  if (!waits) return;
  const { region, accountId } = state.account;
  const resource = `arn:aws:events:${region}:${accountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
  const principal = rolePrincipal(machine.roleName, machine.name);
  try {
    state.authorize(
      actions.map((action) => ({ action, resource })),
      { principal, requestId: randomUUID() },
    );
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `'${machine.roleArn}' is not authorized to create managed-rule. ${error.message}`;
    throw new ServiceError('AccessDeniedException', message);
  }
}
