/** The Step Functions service with machines of a test and fakes of the other services, each in its own directory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createService } from '../../src/service.ts';
import type { Authorize, Principal, Service } from '../../src/service.ts';
import { createStatesService } from '../../src/sfn/index.ts';
import type { StatesOptions, StatesService } from '../../src/sfn/index.ts';
import type { Stack } from '../../src/template/stack.ts';
import { anyMember } from '../support/any-member.ts';

export const accountId = '000000000000';
export const region = 'us-east-1';
export const administrator: Principal = { arn: `arn:aws:iam::${accountId}:root` };
export const allowAll: Authorize = () => undefined;

export type Definition = Record<string, unknown>;
/** What a fake does: the output for an input, or an error thrown. */
export type FakeOperations = Record<string, (input: never, call: FakeCall) => unknown>;
export interface FakeCall {
  principal: Principal;
  signal?: AbortSignal;
}

const homes: string[] = [];
const running: StatesService[] = [];

export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'states-'));
  homes.push(home);
  return home;
}

/** To be called after each test. */
export async function cleanUp(): Promise<void> {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
}

export function machineArn(name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

export function executionArn(machine: string, name: string): string {
  return `arn:aws:states:${region}:${accountId}:execution:${machine}:${name}`;
}

/** A stack of machines; each has a role of its own name. */
export function stackOf(machines: Record<string, Definition>, properties: object = {}): Stack {
  const resources = Object.entries(machines).map(([name, definition]) => ({
    logicalId: name.replaceAll(/\W/g, ''),
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: machineArn(name),
    attributes: { Arn: machineArn(name), Name: name },
    properties: {
      StateMachineName: name,
      DefinitionString: JSON.stringify(definition),
      RoleArn: `arn:aws:iam::${accountId}:role/${name}-role`,
      LoggingConfiguration: { Level: 'ERROR' },
      ...properties,
    },
  }));
  return { name: 'test', accountId, region, directory: '', resources };
}

export function fakeService(name: string, operations: FakeOperations): Service {
  const table = Object.entries(operations).map(([operation, answer]) => [
    operation,
    {
      members: anyMember,
      permissions: () => [],
      run: async (input: never, _: unknown, call: FakeCall) => answer(input, call),
    },
  ]);
  return createService(name, undefined, Object.fromEntries(table) as never, allowAll);
}

export interface UnderTest {
  home: string;
  service: StatesService;
  /** Calls an operation as the administrator. */
  call: <Output>(operation: string, input?: object) => Promise<Output>;
  /** Starts an execution and tells its end. */
  run: (machine: string, input?: unknown, name?: string) => ReturnType<StatesService['whenDone']>;
}

export function startService(
  machines: Record<string, Definition>,
  options: Partial<StatesOptions> & { fakes?: Service[] } = {},
): UnderTest {
  const { fakes = [], home = newHome(), stack = stackOf(machines), authorize = allowAll, ...rest } = options;
  const service: StatesService = createStatesService({
    home,
    stack,
    authorize,
    services: () => [...fakes, service],
    ...rest,
  });
  service.start();
  running.push(service);
  const call = <Output>(operation: string, input: object = {}) =>
    service.call(operation, input, { principal: administrator, requestId: 'test' }) as Promise<Output>;
  return {
    home,
    service,
    call,
    async run(machine, input = {}, name) {
      const started = await call<{ executionArn: string }>('startExecution', {
        stateMachineArn: machineArn(machine),
        input: JSON.stringify(input),
        name,
      });
      return service.whenDone(started.executionArn);
    },
  };
}

/** A machine of one state, which is the last. */
export function oneState(name: string, state: object): Definition {
  return { QueryLanguage: 'JSONata', StartAt: name, States: { [name]: { ...state, End: true } } };
}

/** A machine of one Task. */
export function oneTask(resource: string, args: unknown, more: object = {}): Definition {
  return oneState('Work', { Type: 'Task', Resource: resource, Arguments: args, ...more });
}

export const passThrough = oneState('Pass', { Type: 'Pass' });
/** Runs until it is stopped. */
export const waitLong = oneState('Wait', { Type: 'Wait', Seconds: 86_400 });
