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

const onAws = (client: ReturnType<typeof sfn>) => fakeSession({ sfn: client }, false);

test('a machine is found by its short name', async () => {
  expect(await findMachine(onAws(sfn(machines)), 'nightly')).toBe(arnOf('nocturne-dev-nightly'));
});

test('an unknown machine is refused with those of the stage', async () => {
  await expect(findMachine(onAws(sfn(machines)), 'nigthly')).rejects.toThrow(
    'There is no machine "nigthly" in stage dev. There are: nightly, svr-leaderboard.',
  );
  await expect(findMachine(onAws(sfn(['other'])), 'nightly')).rejects.toThrow(
    'The stage has none in us-east-1: deploy it first, or set AWS_REGION to where it is.',
  );
});

test('the local runtime’s machines are those of the package, whatever they are called', async () => {
  const session = fakeSession({ sfn: sfn(machines) });
  expect(await findMachine(session, 'other')).toBe(arnOf('other'));
  expect(await findMachine(session, 'nocturne-dev-nightly')).toBe(arnOf('nocturne-dev-nightly'));
  await expect(findMachine(session, 'dev-nightly')).rejects.toThrow('There is no machine "dev-nightly"');
});

test('an execution is found by name over the machines of the stage, or by ARN', async () => {
  const arn = execution('nocturne-dev-svr-leaderboard', 'n1');
  const session = onAws(sfn(machines, [arn]));
  expect(await findExecution(session, 'n1')).toEqual({ executionArn: arn });
  expect(await findExecution(session, arn)).toEqual({ executionArn: arn });
  await expect(findExecution(session, 'n2')).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
});

test('a name that two machines have is refused with both ARNs', async () => {
  const both = [execution('nocturne-dev-nightly', 'n1'), execution('nocturne-dev-svr-leaderboard', 'n1')];
  const finding = findExecution(onAws(sfn(machines, both)), 'n1');
  await expect(finding).rejects.toThrow(`give one's ARN: ${both.join(', ')}.`);
});

test('what an ARN says', () => {
  expect(parseExecutionArn(execution('nocturne-dev-nightly', 'n1'), stageStackNames('dev'))).toEqual({
    machine: 'nightly',
    name: 'n1',
  });
});
