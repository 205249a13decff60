import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, packageDirectory } from '../support/pipeline.ts';

interface Template {
  Resources: {
    NightlySchedule: { Properties: { ScheduleExpression: string } };
    NightlyScheduleRole: { Properties: { Policies: { PolicyDocument: { Statement: { Sid: string }[] } }[] } };
  };
}

let directory: string;
let pipeline: Pipeline | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nocturne-package-'));
  await cp(packageDirectory, directory, { recursive: true });
});
afterEach(async () => {
  await pipeline?.stop();
  await rm(directory, { recursive: true });
});

/** Starts the packaged service with its schedule due at once; tells what the scheduler says first. */
async function firstCall(change: (template: Template) => void): Promise<string> {
  const file = join(directory, 'cloudformation-template-update-stack.json');
  const template = JSON.parse(await readFile(file, 'utf8')) as Template;
  template.Resources.NightlySchedule.Properties.ScheduleExpression = 'rate(1 day)';
  change(template);
  await writeFile(file, JSON.stringify(template));
  pipeline = await Pipeline.start({ packageDirectory: directory });
  const { scheduler } = pipeline;
  return new Promise((resolve) => scheduler.start(resolve));
}

test('the schedule of the packaged template starts nightly with the scheduled time', async () => {
  const line = await firstCall(() => undefined);
  const [, scheduledTime, executionArn] = /due (\S+), started (\S+)\.$/.exec(line)!;
  const { stateMachineArn, input } = await pipeline!.sfn.describeExecution({ executionArn });
  expect(stateMachineArn).toMatch(/:stateMachine:nocturne-dev-nightly$/);
  expect(JSON.parse(input!)).toEqual({ scheduledTime });
});

test('a role that may not start the machine is refused', async () => {
  const line = await firstCall((template) => {
    const { PolicyDocument } = template.Resources.NightlyScheduleRole.Properties.Policies[0]!;
    PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }) => Sid !== 'StartNightly');
  });
  expect(line).toMatch(/^Schedule nocturne-dev-nightly, due \S+, failed: .*NightlyScheduleRole/);
  expect(line).toMatch(/not authorized to perform: states:StartExecution .*\(AccessDeniedException\)/);
});
