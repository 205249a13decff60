import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN } from '@aws-sdk/client-sfn';
import { startRuntime } from '../../src/runtime.ts';
import type { Runtime } from '../../src/runtime.ts';
import { writeOrders } from '../fixtures/template/write-orders.ts';

const states = 'arn:aws:states:us-east-1:000000000000';

/** A CloudFormation template in YAML that no `sls package` wrote, with much that nothing here serves. */
describe('another service’s package', () => {
  let directory: string;
  let runtime: Runtime;
  let sfn: SFN;
  let lambda: Lambda;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'orders-'));
    writeOrders(directory);
    runtime = await startRuntime({
      home: join(directory, 'home'),
      packageDirectory: directory,
      partial: true,
    });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const config = { endpoint: runtime.endpoint, region: 'us-east-1', credentials };
    sfn = new SFN(config);
    lambda = new Lambda(config);
  });
  afterAll(async () => {
    sfn.destroy();
    lambda.destroy();
    await runtime.stop();
    rmSync(directory, { recursive: true });
  });

  it('is told what of it is not served, types first', () => {
    expect(runtime.notServed()[0]).toBe(
      'not served: AWS::DynamoDB::Table (1), AWS::Lambda::EventSourceMapping (1), AWS::SNS::Topic (2), AWS::SQS::Queue (1)',
    );
    expect(
      runtime
        .notServed()
        .slice(1)
        .map((line) => line.replace(/ \(.*/, '')),
    ).toEqual([
      'not served: AWS::IAM::Role TotalRole',
      'not served: AWS::Scheduler::Schedule Reminder',
      'not served: AWS::Lambda::Function Resize',
      'not served: AWS::StepFunctions::StateMachine Announce',
    ]);
  });

  it('runs a machine over HTTP, its function with its role’s rights and its own variables', async () => {
    const { executionArn } = await sfn.startExecution({
      stateMachineArn: `${states}:stateMachine:orders-prod-settle`,
      name: 'first',
      input: JSON.stringify({ order: 'a7', prices: [2.5, 4] }),
    });
    let ended = await sfn.describeExecution({ executionArn });
    while (ended.status === 'RUNNING') {
      await sleep(50);
      ended = await sfn.describeExecution({ executionArn });
    }
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '{"total":6.5,"currency":"EUR"}' });
    const receipt = join(directory, 'home/s3/orders-prod-receipts-000000000000/totals/a7.json');
    expect(await readFile(receipt, 'utf8')).toBe('{"total":6.5}');
  });

  it('refuses the machine that needs a topic, with the state and why', async () => {
    const stateMachineArn = `${states}:stateMachine:orders-prod-announce`;
    await expect(sfn.startExecution({ stateMachineArn })).rejects.toThrow(
      /^State Machine Does Not Exist: '.*'\. It is not served here: .*state Publish.*"arn:aws:states:::sns:publish" is not supported locally/,
    );
  });

  it('refuses the function of another runtime, and why', async () => {
    await expect(lambda.invoke({ FunctionName: 'orders-Resize' })).rejects.toThrow(
      /Function not found: .*:function:orders-Resize\. It is not served here: Resources\.Resize\.Properties\.Runtime: only nodejs/,
    );
  });

  it('has the schedules of what is served', () => {
    expect(runtime.scheduler.upcoming().map(({ name }) => name)).toEqual(['orders-prod-nightly']);
  });

  it('is refused as a whole where all of it is asked for', async () => {
    const starting = startRuntime({ home: join(directory, 'strict'), packageDirectory: directory });
    await expect(starting).rejects.toThrow('Resources.TotalRole.Properties.ManagedPolicyArns[0]');
  });
});
