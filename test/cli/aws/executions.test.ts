import { findExecution, parseExecutionArn } from '../../../cli/aws/executions.ts';
import { findMachine } from '../../../cli/aws/machines.ts';
import { stageStackNames } from '../../../cli/names.ts';
import { fakeSession } from '../support/fake-session.ts';

const arnOf = (machine: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;

/** Machines in pages of one, and executions by ARN. */
function sfn(machines: string[], executions: string[] = []) {
  return {
    listStateMachines: async ({ nextToken = '0' }: { nextToken?: string }) => {
      const at = Number(nextToken);
      const name = machines[at]!;
      return {
        stateMachines: [{ name, stateMachineArn: arnOf(name) }],
        nextToken: at + 1 < machines.length ? String(at + 1) : undefined,
      };
    },
    describeExecution: async ({ executionArn }: { executionArn: string }) => {
      if (executions.includes(executionArn)) return { executionArn };
      throw Object.assign(new Error('no such execution'), { name: 'ExecutionDoesNotExist' });
    },
  };
}

const machines = ['other', 'nocturne-dev-nightly', 'nocturne-dev-svr-leaderboard', 'nocturne-prod-nightly'];
const execution = (machine: string, name: string) =>
  `arn:aws:states:us-east-1:000000000000:execution:${machine}:${name}`;

test('a machine is found by its short name', async () => {
  expect(await findMachine(fakeSession({ sfn: sfn(machines) }), 'nightly')).toBe(
    arnOf('nocturne-dev-nightly'),
  );
});

test('an unknown machine is refused with those of the stage', async () => {
  await expect(findMachine(fakeSession({ sfn: sfn(machines) }), 'nigthly')).rejects.toThrow(
    'There is no machine "nigthly" in stage dev. There are: nightly, svr-leaderboard.',
  );
  await expect(findMachine(fakeSession({ sfn: sfn(['other']) }), 'nightly')).rejects.toThrow(
    'The stage has none in us-east-1: deploy it first, or set AWS_REGION to where it is.',
  );
});

test('an execution is found by name over the machines of the stage, or by ARN', async () => {
  const arn = execution('nocturne-dev-svr-leaderboard', 'n1');
  const session = fakeSession({ sfn: sfn(machines, [arn]) });
  expect(await findExecution(session, 'n1')).toEqual({ executionArn: arn });
  expect(await findExecution(session, arn)).toEqual({ executionArn: arn });
  await expect(findExecution(session, 'n2')).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
});

test('a name that two machines have is refused with both ARNs', async () => {
  const both = [execution('nocturne-dev-nightly', 'n1'), execution('nocturne-dev-svr-leaderboard', 'n1')];
  const finding = findExecution(fakeSession({ sfn: sfn(machines, both) }), 'n1');
  await expect(finding).rejects.toThrow(`give one's ARN: ${both.join(', ')}.`);
});

test('what an ARN says', () => {
  expect(parseExecutionArn(execution('nocturne-dev-nightly', 'n1'), stageStackNames('dev'))).toEqual({
    machine: 'nightly',
    name: 'n1',
  });
});
