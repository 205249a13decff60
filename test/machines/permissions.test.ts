/**
 * Every action of every role is needed: without it, the scenario of its class fails and names it. Exempt is what no
 * local service asks for although AWS does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Glue } from '@aws-sdk/client-glue';
import type { CreatePartitionCommandInput } from '@aws-sdk/client-glue';
import { VirtualClock } from '../../local/conformance/virtual-clock.ts';
import { StatesError } from 'template-runtime/asl';
import { createAuthorize } from '../../local/src/iam/index.ts';
import { startRuntime } from 'template-runtime';
import { createScheduler } from 'template-runtime/scheduler';
import { createService } from '../../local/src/service.ts';
import type { InterceptedCall } from 'template-runtime/sfn';
import { startExecution } from '../../local/src/sfn/operations/startExecution.ts';
import { loadStack } from 'template-runtime/template';
import { usedPermissions } from 'template-runtime/permissions';
import { fewLines, fillLake } from '../support/lake.ts';
import { classOf, exemptions, isExempt } from '../support/permission-classes.ts';
import type { Class } from '../support/permission-classes.ts';
import {
  addCopy,
  grantsOf,
  machinesOf,
  ownerOf,
  readTemplate,
  without,
  writePackage,
} from '../support/permission-copies.ts';
import type { Grant, Template } from '../support/permission-copies.ts';
import { Pipeline } from '../support/pipeline.ts';
import type { Outcome } from '../support/pipeline.ts';

const template = await readTemplate();
const grants = grantsOf(template);
const needed = (...wanted: Class[]) =>
  grants.filter((grant) => wanted.includes(classOf(grant)) && !isExempt(grant));
const named = (list: Grant[]) =>
  list.map((grant) => [`${grant.role} ${grant.sid} ${grant.action}`, grant] as const);

/** Inputs with which a machine goes through all of its Tasks soon, where {} does not. */
const inputs: Record<string, object> = {
  'nocturne-dev-nightly': {
    only: ['ratings-prep'],
    'ratings-prep': { minRatingsPerCustomer: 1, minRatingsPerProduct: 1 },
  },
  'nocturne-dev-svr-leaderboard': {
    points: 's3://nocturne-dev-000000000000-us-east-1/points/two.json',
    folds: 2,
  },
  'nocturne-dev-customer-segments': { kMax: 3, restarts: 1 },
  'nocturne-dev-ratings-prep': {
    minRatingsPerCustomer: 2,
    minRatingsPerProduct: 2,
    iterate: true,
    maxRounds: 2,
  },
};

/** What a scenario makes happen in the middle of a run, by the machine's name. */
const interruptions = new Map<string, (call: InterceptedCall) => Promise<void>>();

let directory: string;
let pipeline: Pipeline;
/** The copy of a grant's machine that lacks it. */
const copies = new Map<Grant, string>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nocturne-permissions-'));
  const withCopies: Template = structuredClone(template);
  needed('run', 'stop', 'redrive').forEach((grant, i) => {
    const owner = ownerOf(template, grant.role);
    if (owner) copies.set(grant, addCopy(withCopies, grant, owner, i));
  });
  await writePackage(directory, withCopies);
  pipeline = await Pipeline.start({
    packageDirectory: directory,
    interceptCall: (call) => interruptions.get(call.machine)?.(call),
  });
  const points = [0.01, 0.1].map((gamma) => ({ gamma, C: 10, epsilon: 1 }));
  await pipeline.put('points/two.json', JSON.stringify(points));
  await fillLake(pipeline, fewLines);
});
afterAll(async () => {
  await pipeline?.stop();
  await rm(directory, { recursive: true, force: true });
});

const machineArn = (machine: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
const inputOf = (machine: string) => inputs[machine.replace(/-\d+$/, '')] ?? {};

async function start(machine: string): Promise<string> {
  const input = JSON.stringify(inputOf(machine));
  const { executionArn } = await pipeline.sfn.startExecution({ stateMachineArn: machineArn(machine), input });
  return executionArn!;
}

const run = async (machine: string) => pipeline.whenEnded(await start(machine));

async function redrive(executionArn: string): Promise<Outcome> {
  await pipeline.sfn.redriveExecution({ executionArn });
  return pipeline.whenEnded(executionArn);
}

const deniedIn = (executionArn: string) =>
  usedPermissions(pipeline.home, directory, executionArn).flatMap(({ denied }) =>
    denied.map(({ action }) => action),
  );

/** Why an execution failed, and those of its Maps' children that did. */
async function causesOf({ executionArn, error, cause }: Outcome): Promise<string> {
  const causes = [`${error}: ${cause}`];
  const { mapRuns } = await pipeline.sfn.listMapRuns({ executionArn });
  for (const { mapRunArn } of mapRuns!) {
    const { executions } = await pipeline.sfn.listExecutions({ mapRunArn, statusFilter: 'FAILED' });
    for (const { executionArn: child } of executions!) {
      causes.push((await pipeline.sfn.describeExecution({ executionArn: child })).cause!);
    }
  }
  return causes.join('\n');
}

/** The run failed for want of this action and says so, and `nocturne permissions` does too. */
async function expectDenied(outcome: Outcome, { action }: Grant): Promise<void> {
  expect(outcome.status).toBe('FAILED');
  expect(await causesOf(outcome)).toContain(` is not authorized to perform: ${action} on resource: `);
  expect(deniedIn(outcome.executionArn)).toContain(action);
}

describe('load', () => {
  it.each(named(needed('load')))('%s', async (_name, grant) => {
    const home = await mkdtemp(join(tmpdir(), 'nocturne-load-'));
    await writePackage(home, without(template, grant));
    const starting = startRuntime({ home, packageDirectory: home });
    await expect(starting).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(` is not authorized to perform: ${grant.action} on `) as string,
    });
    await rm(home, { recursive: true });
  });
});

describe('run', () => {
  it.each(machinesOf(template))('%s has all it needs', async (machine) => {
    const { status, executionArn } = await run(machine);
    expect(status).toBe('SUCCEEDED');
    // An exemption is for what is not needed here.
    const used = usedPermissions(pipeline.home, directory, executionArn).flatMap(({ role, granted }) =>
      granted
        .filter((right) => right.used)
        .map(({ action }) => ({ role: role.replace('nocturne-dev-', ''), sid: '', action })),
    );
    expect(used.filter(isExempt)).toEqual([]);
  });

  it.each(named(needed('run').filter(({ role }) => ownerOf(template, role))))('%s', async (_name, grant) => {
    await expectDenied(await run(copies.get(grant)!), grant);
  });

  /** What the scheduler says of the first night that is due. */
  async function firstNight(packaged: Template): Promise<string> {
    const home = await mkdtemp(join(tmpdir(), 'nocturne-schedule-'));
    await writePackage(home, packaged);
    const stack = loadStack(home);
    const operations = {
      startExecution: { ...startExecution, run: async () => ({ executionArn: 'started' }) },
    };
    const services = [createService('sfn', undefined as never, operations, createAuthorize(stack))];
    const time = new VirtualClock();
    const clock = { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0 };
    const scheduler = createScheduler({ home, stack, services: () => services, clock });
    const line = await new Promise<string>((resolve) => scheduler.start(resolve));
    await scheduler.stop();
    await rm(home, { recursive: true });
    return line;
  }

  it.each(named(needed('run').filter(({ role }) => role === 'NightlyScheduleRole')))(
    '%s',
    async (_name, grant) => {
      expect(await firstNight(template)).toContain('started');
      const denied = ` is not authorized to perform: ${grant.action} on resource: `;
      expect(await firstNight(without(template, grant))).toContain(denied);
    },
  );
});

describe('stop', () => {
  const busy: string[] = [];

  // Both places of the local Athena are taken, so that further queries wait to be stopped.
  beforeAll(async () => {
    const QueryString =
      'SELECT COUNT(*) FROM bronze_ratings a, bronze_ratings b, bronze_ratings c, bronze_ratings d';
    for (let i = 0; i < 2; i++) {
      const { QueryExecutionId } = await pipeline.athena.startQueryExecution({
        QueryString: `${QueryString} WHERE a.star_rating + b.star_rating > c.star_rating + d.star_rating`,
        QueryExecutionContext: { Database: 'nocturne_dev' },
        WorkGroup: 'nocturne-dev',
      });
      busy.push(QueryExecutionId!);
    }
  });
  afterAll(() =>
    Promise.all(busy.map((QueryExecutionId) => pipeline.athena.stopQueryExecution({ QueryExecutionId }))),
  );

  /** What the execution's first Task waits for, e.g. the id of a query. */
  async function submitted(executionArn: string): Promise<Record<string, string>> {
    for (;;) {
      const { events } = await pipeline.sfn.getExecutionHistory({ executionArn });
      const output = events!.find(({ taskSubmittedEventDetails }) => taskSubmittedEventDetails)
        ?.taskSubmittedEventDetails!.output;
      if (output) return JSON.parse(output) as Record<string, string>;
      await sleep(25);
    }
  }

  /** Stops a run while its query waits; what became of the query. */
  async function stopQuery(machine: string) {
    const executionArn = await start(machine);
    const { QueryExecutionId } = await submitted(executionArn);
    await pipeline.sfn.stopExecution({ executionArn });
    await pipeline.whenEnded(executionArn);
    const { QueryExecution } = await pipeline.athena.getQueryExecution({ QueryExecutionId });
    await pipeline.athena.stopQueryExecution({ QueryExecutionId });
    return { executionArn, state: QueryExecution!.Status!.State };
  }

  /** Stops a night while its child runs; what became of the child. */
  async function stopChild(machine: string) {
    const executionArn = await start(machine);
    const { ExecutionArn: child } = await submitted(executionArn);
    await submitted(child!);
    await pipeline.sfn.stopExecution({ executionArn });
    await pipeline.whenEnded(executionArn);
    const { status } = await pipeline.sfn.describeExecution({ executionArn: child });
    await pipeline.sfn.stopExecution({ executionArn: child });
    await pipeline.whenEnded(child!);
    return { executionArn, state: status };
  }

  const stop = (machine: string) => (machine.includes('nightly') ? stopChild : stopQuery)(machine);

  it.each(named(needed('stop')))('%s', async (_name, grant) => {
    const complete = await stop(copies.get(grant)!.replace(/-\d+$/, ''));
    expect(['CANCELLED', 'ABORTED']).toContain(complete.state);
    expect(deniedIn(complete.executionArn)).toEqual([]);
    const lacking = await stop(copies.get(grant)!);
    expect(['QUEUED', 'RUNNING']).toContain(lacking.state);
    expect(deniedIn(lacking.executionArn)).toEqual([grant.action]);
  });
});

describe('redrive', () => {
  /** Fails the first call that `meets` says, for good. */
  function interrupt(
    machine: string,
    meets: (call: InterceptedCall) => boolean,
    error: string,
    before?: (call: InterceptedCall) => Promise<void>,
  ) {
    interruptions.set(machine, async (call) => {
      if (!meets(call)) return;
      interruptions.delete(machine);
      await before?.(call);
      throw new StatesError(error, 'cut off');
    });
  }

  /** Creates the partition, but leaves the machine without the answer. */
  async function createPartition({ arguments: args }: InterceptedCall): Promise<void> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const glue = new Glue({ endpoint: pipeline.endpoint, region: 'us-east-1', credentials });
    await glue.createPartition(args as unknown as CreatePartitionCommandInput);
    glue.destroy();
  }

  const scenarios: Record<string, (machine: string) => void> = {
    'states:RedriveExecution': (machine) => {
      const isTrial = (call: InterceptedCall) => JSON.stringify(call.arguments).includes('run-trials');
      // One that the Task does not retry.
      interrupt(machine, isTrial, 'InvalidTrial');
    },
    'glue:UpdatePartition': (machine) => {
      const isCreation = ({ resource }: InterceptedCall) => resource.endsWith(':createPartition');
      interrupt(machine, isCreation, 'Injected', createPartition);
    },
  };

  it.each(named(needed('redrive')))('%s', async (_name, grant) => {
    const lacking = copies.get(grant)!;
    const outcomes: Outcome[] = [];
    for (const machine of [lacking.replace(/-\d+$/, ''), lacking]) {
      scenarios[grant.action]!(machine);
      const broken = await run(machine);
      expect(broken.status).toBe('FAILED');
      expect(deniedIn(broken.executionArn)).toEqual([]);
      outcomes.push(await redrive(broken.executionArn));
    }
    expect(outcomes[0]).toMatchObject({ status: 'SUCCEEDED' });
    await expectDenied(outcomes[1]!, grant);
  });
});

it('leaves out no role', () => {
  const ownerless = new Set(
    needed('run', 'stop', 'redrive').flatMap(({ role }) => (ownerOf(template, role) ? [] : [role])),
  );
  expect([...ownerless]).toEqual(['NightlyScheduleRole']);
});

describe('exempt', () => {
  it('is all telemetry, and every exemption says where AWS documents it', () => {
    expect(grants.filter((grant) => classOf(grant) === 'telemetry' && !isExempt(grant))).toEqual([]);
    for (const { link } of exemptions) expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it('is nothing that is not granted', () => {
    for (const { actions, roles } of exemptions) {
      const roleNames = roles ?? [...new Set(grants.map(({ role }) => role))];
      for (const action of actions) {
        expect(grants.map((grant) => (roleNames.includes(grant.role) ? grant.action : ''))).toContain(action);
      }
    }
  });
});
