import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { strToU8, zipSync } from 'fflate';
import { startRuntime } from '../../src/runtime.ts';
import type { Runtime } from '../../src/runtime.ts';
import { writePackage } from '../fixtures/template/write-package.ts';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:tell';

/** A machine that waits, then tells its version, its function's, and what the function was given. */
function template(version: string, more: Record<string, unknown> = {}) {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Call' },
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'tell' },
        Output: `{% '${version} ' & $states.result.Payload %}`,
        End: true,
      },
    },
  };
  const allowed = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
  const Policies = [
    { PolicyName: 'invoke', PolicyDocument: { Version: '2012-10-17', Statement: [allowed] } },
  ];
  const RoleArn = { 'Fn::GetAtt': 'Role.Arn' };
  const Function = {
    ...{ FunctionName: 'tell', Runtime: 'nodejs22.x', Handler: 'index.handler', Role: RoleArn, Timeout: 20 },
    Code: { S3Key: 'tell.zip' },
    Environment: { Variables: { GIVEN: version } },
  };
  const Machine = { StateMachineName: 'tell', RoleArn, Definition: definition };
  return {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies } },
      Function: { Type: 'AWS::Lambda::Function', Properties: Function },
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: Machine },
      ...more,
    },
  };
}

describe('a package that is made anew while it is served', () => {
  let directory: string;
  let runtime: Runtime;
  let sfn: SFN;
  let s3: S3;

  function write(version: string, more?: Record<string, unknown>): void {
    writePackage(directory, template(version, more));
    const code = `exports.handler = async () => '${version} ' + process.env.GIVEN;`;
    writeFileSync(join(directory, 'tell.zip'), zipSync({ 'index.js': strToU8(code) }));
  }
  const start = (seconds: number) =>
    sfn.startExecution({ stateMachineArn, input: JSON.stringify({ seconds }) });
  async function outputOf({ executionArn }: { executionArn?: string }): Promise<unknown> {
    for (;;) {
      const { status, output } = await sfn.describeExecution({ executionArn });
      if (status !== 'RUNNING') return JSON.parse(output ?? `"${status}"`) as unknown;
      await sleep(50);
    }
  }

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'reload-'));
    write('one');
    runtime = await startRuntime({ home: join(directory, 'home'), packageDirectory: directory });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const config = { endpoint: runtime.endpoint, region: 'us-east-1', credentials };
    sfn = new SFN(config);
    s3 = new S3({ ...config, forcePathStyle: true });
  });
  afterAll(async () => {
    sfn.destroy();
    s3.destroy();
    await runtime.stop();
    rmSync(directory, { recursive: true });
  });

  it('is taken for new executions, while one that runs keeps its definition', async () => {
    expect(await outputOf(await start(0))).toBe('one one one');
    const running = await start(3);
    write('two', { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'new-bucket' } } });
    await runtime.reload();
    expect(await outputOf(await start(0))).toBe('two two two');
    // Functions are new for all, as after a deployment.
    expect(await outputOf(running)).toBe('one two two');
    expect((await s3.listBuckets({})).Buckets!.map(({ Name }) => Name)).toEqual(['new-bucket']);
  });

  it('is refused when it cannot be served, and the one before goes on', async () => {
    write('three');
    const { Machine } = template('three').Resources;
    Machine.Properties.Definition.StartAt = 'Nowhere';
    writePackage(directory, { Resources: { ...template('three').Resources, Machine } });
    await expect(runtime.reload()).rejects.toThrow('Nowhere');
    expect(await outputOf(await start(0))).toBe('two two two');
  });
});
