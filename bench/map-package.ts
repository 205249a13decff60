import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync, strToU8 } from 'fflate';

const bucket = 'bench-items';
const role = (service: string, actions: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
      },
    ],
  },
});

/** Ten items of a file at a time go to a function that counts them; the output is how many there were. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSONL' },
        Arguments: { Bucket: bucket, Key: 'items.jsonl' },
      },
      ItemBatcher: { MaxItemsPerBatch: 10 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Count',
        States: {
          Count: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: { FunctionName: 'count', Payload: '{% $states.input %}' },
            Output: '{% $states.result.Payload %}',
            End: true,
          },
        },
      },
      Output: '{% $sum($states.result) %}',
      End: true,
    },
  },
};

const template = {
  Resources: {
    Items: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucket } },
    FunctionRole: role('lambda.amazonaws.com', ['logs:CreateLogStream']),
    MachineRole: role('states.amazonaws.com', [
      's3:GetObject',
      'lambda:InvokeFunction',
      'states:StartExecution',
    ]),
    Count: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'count',
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
        Code: { S3Bucket: 'deployment', S3Key: 'count.zip' },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'count-items',
        DefinitionString: JSON.stringify(definition),
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
      },
    },
  },
};

/** Writes a package as `sls package` does, of a machine with a distributed Map and the function that it calls. */
export async function writeMapPackage(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFile(join(directory, name), content);
  await write('cloudformation-template-update-stack.json', JSON.stringify(template));
  await write(
    'serverless-state.json',
    JSON.stringify({ service: { service: 'bench', provider: { stage: 'dev' } } }),
  );
  const handler = 'exports.handler = async ({ Items }) => Items.length;\n';
  await write('count.zip', zipSync({ 'index.js': strToU8(handler) }));
}

/** Puts that many items in the place of the Map's file. */
export async function giveItems(home: string, count: number): Promise<void> {
  const folder = join(home, 's3', bucket);
  await mkdir(folder, { recursive: true });
  const lines = Array.from({ length: count }, (_, n) => `{"n":${n}}\n`);
  await writeFile(join(folder, 'items.jsonl'), lines.join(''));
}
