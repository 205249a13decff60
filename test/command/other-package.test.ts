import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SFN } from '@aws-sdk/client-sfn';
import { writeOrders } from '../../local/test/fixtures/template/write-orders.ts';
import { projectRoot } from '../support/pipeline.ts';

const program = join(projectRoot, 'dist/nocturne.js');
const input = JSON.stringify({ order: 'a7', prices: [2.5, 4] });

/** The built command with a package that is not this service's. */
describe('nocturne --package', () => {
  let scratch: string;
  let template: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nocturne-package-'));
    mkdirSync(join(scratch, 'orders'));
    template = writeOrders(join(scratch, 'orders'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  function nocturne(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it('runs a machine by its own name or without the stack’s, in a home beside the package', () => {
    const run = nocturne(
      '--package',
      template,
      'run',
      'prod-settle',
      '--name',
      'first',
      '--input',
      input,
      '--json',
    );
    expect(JSON.parse(run.stdout)).toMatchObject({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:orders-prod-settle:first',
      output: { total: 6.5, currency: 'EUR' },
    });
    expect(existsSync(join(scratch, 'orders/.nocturne/states'))).toBe(true);
    const again = nocturne(
      'run',
      'orders-prod-settle',
      '--package',
      template,
      '--name',
      'second',
      '--input',
      input,
    );
    expect(again.stderr).toContain(`history: npx nocturne --package ${template} history second`);
  });

  it('finds the run again, with the rights of the package’s roles', () => {
    expect(nocturne('--package', template, 'history', 'first').stdout).toMatch(
      /^prod-settle first: SUCCEEDED\n/,
    );
    expect(nocturne('--package', template, 'permissions', 'first').stdout).toContain(
      'orders-prod-total: 1 of 1 used, 0 denied',
    );
  });

  it('says what there is, and refuses what only this service has', () => {
    expect(nocturne('--package', template, 'run', 'nightly').stderr).toContain(
      `nocturne: There is no machine "nightly" in the package ${template}. There are: prod-settle.\n`,
    );
    for (const args of [['demo'], ['cost', 'nightly'], ['import', '--samples']]) {
      expect(nocturne('--package', template, ...args)).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(
          `nocturne: ${args[0]} knows the tables and machines of this service alone`,
        ) as string,
      });
    }
    expect(nocturne('--package', template, 'sql', 'SELECT 1').stderr).toContain(
      `The package ${template} has no AWS::Athena::WorkGroup`,
    );
    expect(nocturne('--package', join(scratch, 'nowhere'), 'run', 'x').stderr).toContain(
      'There is no package',
    );
    expect(existsSync(join(scratch, 'nowhere'))).toBe(false);
  });

  it('serves it to an SDK until Ctrl-C, and tells what is not served', async () => {
    const up = spawn(process.execPath, [program, 'up', '--package', template, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(up, 'exit');
    let told = '';
    up.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const [told1] = (await once(up.stdout, 'data')) as [Buffer];
    const { endpoint, notServed } = JSON.parse(told1.toString()) as { endpoint: string; notServed: string[] };
    expect(notServed[0]).toContain('AWS::SNS::Topic (2)');

    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const sfn = new SFN({ endpoint, region: 'us-east-1', credentials });
    const { stateMachines } = await sfn.listStateMachines({});
    expect(stateMachines!.map(({ name }) => name)).toEqual(['orders-prod-settle']);
    const { executionArn } = await sfn.startExecution({
      stateMachineArn: stateMachines![0]!.stateMachineArn,
      input,
    });
    let ended = await sfn.describeExecution({ executionArn });
    for (; ended.status === 'RUNNING'; ended = await sfn.describeExecution({ executionArn })) await sleep(50);
    expect(JSON.parse(ended.output!)).toEqual({ total: 6.5, currency: 'EUR' });
    sfn.destroy();

    const home = join(scratch, 'orders/.nocturne');
    expect(nocturne('--home', home, 'run', 'nightly').stderr).toContain(`with the package ${template}.`);
    up.kill('SIGINT');
    await exited;
    expect(told).toContain('not served: AWS::DynamoDB::Table (1), AWS::Lambda::EventSourceMapping (1)');
  });
});
