/** What is written down of permissions while executions run. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthorize } from '../../src/iam/index.ts';
import type { Decision } from '../../src/iam/index.ts';
import { createService } from '../../src/service.ts';
import type { Authorize, Principal, Service } from '../../src/service.ts';
import { permissionEntries } from '../../src/sfn/index.ts';
import type { StatesService } from '../../src/sfn/index.ts';
import { anyMember } from '../support/any-member.ts';
import {
  cleanUp,
  executionArn,
  machineArn,
  newHome,
  oneState,
  oneTask,
  stackOf,
  startService,
} from './service-under-test.ts';
import type { Definition, UnderTest } from './service-under-test.ts';

afterEach(cleanUp);

const bucket = 'arn:aws:s3:::lake';
const policy = [
  { Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject'], Resource: [`${bucket}/in/*`, `${bucket}/in/a*`] },
  { Effect: 'Allow', Action: ['states:*', 'events:*'], Resource: '*' },
];

/** A Glue that needs a right on the object which it is asked for: any operation will do. */
function glueOf(authorize: Authorize, seen: Principal[]): Service {
  const getTable = {
    members: anyMember,
    permissions: ({ Name }: { Name: string }) => [{ action: 's3:GetObject', resource: `${bucket}/${Name}` }],
    run: async (_input: unknown, _state: undefined, { principal }: { principal: Principal }) => {
      seen.push(principal);
      return {};
    },
  };
  return createService('glue', undefined, { getTable }, authorize);
}

/** Machines with one policy for all, and the log of their decisions. */
function start(machines: Record<string, Definition>, home = newHome()): UnderTest & { seen: Principal[] } {
  const stack = stackOf(machines);
  const roles = Object.keys(machines).map((name) => ({
    logicalId: `${name}Role`,
    type: 'AWS::IAM::Role',
    physicalId: `${name}-role`,
    attributes: { Arn: `arn:aws:iam::000000000000:role/${name}-role` },
    properties: {
      AssumeRolePolicyDocument: {},
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: policy } }],
    },
  }));
  // Nothing is asked for on behalf of an execution before the service has started.
  const started: StatesService[] = [];
  const onDecision = (decision: Decision) => started[0]?.recordDecision(decision);
  const authorize = createAuthorize({ ...stack, resources: [...stack.resources, ...roles] }, onDecision);
  const seen: Principal[] = [];
  const test = startService(machines, { home, stack, authorize, fakes: [glueOf(authorize, seen)] });
  started.push(test.service);
  return { ...test, seen };
}

const read = (Name: string, more: object = {}) =>
  oneTask('arn:aws:states:::aws-sdk:glue:getTable', { DatabaseName: 'd', Name }, more);
const tolerant = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] };
const used = (role: string, action: string, resource: string) => ({ role, used: { action, resource } });

test('every right that covers a call is noted as its policy has it, once', async () => {
  const { home, run } = start({ reader: oneState('Map', { ...inline(['in/a', 'in/b', 'in/b']) }) });
  await run('reader', {}, 'one');
  expect(permissionEntries(home, executionArn('reader', 'one'))).toEqual([
    { role: 'reader-role' },
    used('reader-role', 's3:Get*', `${bucket}/in/*`),
    used('reader-role', 's3:Get*', `${bucket}/in/a*`),
  ]);
});

function inline(Items: string[], ProcessorConfig: object = { Mode: 'INLINE' }) {
  const { StartAt, States } = read('{% $states.input %}') as { StartAt: string; States: object };
  return { Type: 'Map', Items, MaxConcurrency: 1, ItemProcessor: { ProcessorConfig, StartAt, States } };
}

test('what is denied is noted with the reason', async () => {
  const machine = read('out/a', tolerant);
  const States = { ...(machine.States as object), Done: { Type: 'Succeed' } };
  const { home, run } = start({ reader: { ...machine, States: withoutEnd(States) } });
  expect(await run('reader', {}, 'one')).toMatchObject({ status: 'SUCCEEDED' });
  expect(permissionEntries(home, executionArn('reader', 'one'))).toEqual([
    { role: 'reader-role' },
    {
      role: 'reader-role',
      denied: {
        action: 's3:GetObject',
        resource: `${bucket}/out/a`,
        reason: 'because no identity-based policy allows the s3:GetObject action',
      },
    },
  ]);
});

function withoutEnd(states: Record<string, object>): object {
  const [[name, state]] = Object.entries(states) as [[string, object]];
  return { ...states, [name]: { ...state, End: undefined, Next: 'Done' } };
}

test("a distributed Map's children act for their machine's execution, and what it starts for itself", async () => {
  const children = oneState('Map', {
    ...inline(['in/b', 'in/c'], { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }),
    Label: 'Each',
  });
  const resource = 'arn:aws:states:::states:startExecution.sync:2';
  const parent = oneTask(resource, { StateMachineArn: machineArn('map'), Name: 'inner' });
  const { home, run, seen } = start({ parent, map: children });
  expect(await run('parent', {}, 'outer')).toMatchObject({ status: 'SUCCEEDED' });
  expect(seen.map((principal) => principal.executionArn)).toEqual([
    executionArn('map', 'inner'),
    executionArn('map', 'inner'),
  ]);
  const inner = [
    { role: 'map-role' },
    used('map-role', 'states:*', '*'),
    used('map-role', 's3:Get*', `${bucket}/in/*`),
  ];
  expect(permissionEntries(home, executionArn('map', 'inner'))).toEqual(inner);
  expect(permissionEntries(home, executionArn('parent', 'outer'))).toEqual([
    { role: 'parent-role' },
    used('parent-role', 'states:*', '*'),
    { started: executionArn('map', 'inner') },
    ...inner,
  ]);
});

test('a redrive by a later process goes on where a line was cut off', async () => {
  const machines = { reader: read('in/b') };
  const first = start(machines);
  const arn = executionArn('reader', 'one');
  await first.run('reader', {}, 'one');
  const entries = permissionEntries(first.home, arn);
  const file = join(first.home, 'states/reader/one/permissions.jsonl');
  appendFileSync(file, '{"role":"reader-r');
  expect(permissionEntries(first.home, arn)).toEqual(entries);
  await first.service.stop();

  const failing = { QueryLanguage: 'JSONata', StartAt: 'Fail', States: { Fail: { Type: 'Fail' } } };
  const second = start({ reader: failing }, first.home);
  await second.run('reader', {}, 'two');
  appendFileSync(join(first.home, 'states/reader/two/permissions.jsonl'), '{"role":');
  await second.call('redriveExecution', { executionArn: executionArn('reader', 'two') });
  await second.service.whenDone(executionArn('reader', 'two'));
  expect(readFileSync(join(first.home, 'states/reader/two/permissions.jsonl'), 'utf8')).toBe(
    '{"role":"reader-role"}\n',
  );
});

test('what is asked for after the end is noted too', async () => {
  const { home, run, service } = start({ reader: read('in/b') });
  await run('reader', {}, 'one');
  const arn = executionArn('reader', 'one');
  service.recordRole({ arn: 'arn', roleName: 'late', executionArn: arn });
  service.recordRole({ arn: 'arn', roleName: 'nobodys' });
  expect(permissionEntries(home, arn).at(-1)).toEqual({ role: 'late' });
});
