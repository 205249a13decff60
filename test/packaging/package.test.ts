import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import validateAsl from 'asl-validator';
import { unzipSync } from 'fflate';
import jsonata from 'jsonata';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { packageDirectory, projectRoot } from '../support/pipeline.ts';

const stack = loadStack(packageDirectory);
const machines = resourcesOfType(stack, 'AWS::StepFunctions::StateMachine');
const functions = resourcesOfType(stack, 'AWS::Lambda::Function');
const definitionOf = (machine: (typeof machines)[number]) =>
  JSON.parse(machine.properties.DefinitionString as string) as Definition;

interface Definition {
  States: Record<string, State>;
}
interface State {
  Assign?: Record<string, unknown>;
  Type: string;
  Resource?: string;
  TimeoutSeconds?: number;
  Retry?: {
    ErrorEquals: string[];
    JitterStrategy?: string;
    MaxDelaySeconds?: number;
    MaxAttempts?: number;
  }[];
  Branches?: Definition[];
  ItemProcessor?: Definition;
}

/** Every state of a machine, those of branches and maps too. */
function statesOf({ States }: Definition): [string, State][] {
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.Branches ?? []).flatMap(statesOf),
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);
}

describe('the packaged machines', () => {
  it('are those of the service', () => {
    const suffix = '.asl.json';
    const files = readdirSync(join(projectRoot, 'statemachines')).filter((file) => file.endsWith(suffix));
    expect(machines.map(({ physicalId }) => physicalId.replace(/^.*:/, '')).sort()).toEqual(
      files.map((file) => `nocturne-dev-${file.slice(0, -suffix.length)}`).sort(),
    );
  });

  it.each(machines.map((machine) => [machine.logicalId, machine] as const))(
    '%s passes asl-validator',
    (_, machine) => {
      const verdict = validateAsl(definitionOf(machine), {
        checkPaths: true,
        checkArn: true,
      });
      expect(verdict.isValid ? '' : verdict.errorsText()).toBe('');
    },
  );

  const tasks = machines.flatMap((machine) =>
    statesOf(definitionOf(machine))
      .filter(([, state]) => state.Type === 'Task')
      .map(([name, state]) => [`${machine.logicalId}.${name}`, state] as const),
  );
  it.each(tasks)('%s has a timeout, and retries with full jitter and a capped delay', (_, state) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    const retriers = state.Retry!.filter(({ MaxAttempts }) => MaxAttempts !== 0);
    expect(retriers.length).toBeGreaterThan(0);
    for (const retrier of retriers) {
      expect(retrier.JitterStrategy).toBe('FULL');
      expect(retrier.MaxDelaySeconds).toBeGreaterThan(0);
    }
  });

  // AWS does not say which of the two wins.
  it('assign no variable that is named like a function', async () => {
    const awsFunctions = ['partition', 'range', 'hash', 'random', 'uuid', 'parse'];
    const names = machines.flatMap((machine) =>
      statesOf(definitionOf(machine)).flatMap(([, { Assign }]) => Object.keys(Assign ?? {})),
    );
    for (const name of new Set(names)) {
      expect(awsFunctions).not.toContain(name);
      expect([name, (await jsonata(`$type($${name})`).evaluate({})) as unknown]).not.toEqual([
        name,
        'function',
      ]);
    }
  });

  it('hold no line break and no unresolved variable in their strings', () => {
    for (const machine of machines) {
      for (const text of stringsOf(definitionOf(machine))) expect(text).not.toMatch(/\n|\$\{|#\{/);
    }
  });
});

describe('the packaged functions', () => {
  it.each(functions.map((resource) => [resource.physicalId, resource] as const))(
    '%s is a small zip with its handler alone',
    (_, resource) => {
      const { Code, Handler, Runtime, Architectures } = resource.properties as {
        Code: { S3Key: string };
        Handler: string;
        Runtime: string;
        Architectures: string[];
      };
      const zip = join(packageDirectory, Code.S3Key.replace(/^.*\//, ''));
      expect(statSync(zip).size).toBeLessThan(1_000_000);
      expect(Object.keys(unzipSync(readFileSync(zip)))).toEqual([Handler.replace(/\.handler$/, '.cjs')]);
      expect({ Runtime, Architectures }).toEqual({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    },
  );

  it('have a role of their own each', () => {
    const roles = functions.map(({ properties }) => properties.Role);
    expect(new Set(roles).size).toBe(functions.length);
  });
});

describe('the schedule', () => {
  it('starts nightly at half past four with a retry policy, a dead-letter queue and the scheduled time', () => {
    const [schedule] = resourcesOfType(stack, 'AWS::Scheduler::Schedule');
    expect(schedule!.properties).toMatchObject({
      ScheduleExpression: 'cron(30 4 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      Target: {
        Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-nightly',
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:nocturne-dev-missed-nights' },
      },
    });
  });
});

describe('the SQL files', () => {
  it.each(readdirSync(join(projectRoot, 'sql')).filter((file) => file.endsWith('.sql')))(
    '%s names its target once, where it has one',
    (file) => {
      const text = readFileSync(join(projectRoot, 'sql', file), 'utf8');
      expect(text.split("TO '{target}'")).toHaveLength(text.includes('UNLOAD (') ? 2 : 1);
    },
  );
});

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsOf) : [];
}
