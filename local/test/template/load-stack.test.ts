import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStack, resourcesOfType, TemplateError } from '../../src/template/index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'package-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const small = join(import.meta.dirname, '../fixtures/template/small');

describe('a packaged template', () => {
  const stack = loadStack(small);
  const byId = new Map(stack.resources.map((resource) => [resource.logicalId, resource]));

  test('has the name, account and region of the local deployment', () => {
    expect(stack).toMatchObject({ name: 'small-dev', accountId: '000000000000', region: 'us-east-1' });
    expect(stack.directory).toBe(small);
  });

  test('gives each resource what Ref and Fn::GetAtt give', () => {
    const ids = stack.resources.map(({ logicalId, physicalId }) => [logicalId, physicalId]);
    expect(Object.fromEntries(ids)).toEqual({
      ServerlessDeploymentBucket: 'small-dev-serverlessdeploymentbucket',
      HelloLogGroup: '/aws/lambda/small-dev-hello',
      HelloLambdaFunction: 'small-dev-hello',
      HelloLambdaVersion11uySjES1: 'arn:aws:lambda:us-east-1:000000000000:function:small-dev-hello:1',
      Nightly: 'arn:aws:states:us-east-1:000000000000:stateMachine:small-dev-nightly',
      LakeBucket: 'small-dev-000000000000-us-east-1',
      Database: 'small_dev',
      Patients: 'bronze_patients',
      HelloRole: 'small-dev-hello',
    });
    expect(byId.get('HelloRole')!.attributes).toEqual({
      Arn: 'arn:aws:iam::000000000000:role/small-dev-hello',
    });
    expect(byId.get('HelloLogGroup')!.attributes.Arn).toBe(
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/small-dev-hello:*',
    );
  });

  test('leaves out resources whose condition does not hold', () => {
    expect(byId.has('ArchiveBucket')).toBe(false);
  });

  test('resolves properties, also inside a state machine definition', () => {
    const definition = byId.get('Nightly')!.properties.DefinitionString;
    expect(JSON.parse(definition as string)).toMatchObject({
      States: {
        A: {
          Arguments: {
            FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:small-dev-hello',
            Payload: '{% $states.input %}',
          },
        },
      },
    });
    expect(byId.get('HelloLambdaFunction')!.properties).toMatchObject({
      Environment: { Variables: { LAKE_BUCKET: 'small-dev-000000000000-us-east-1' } },
      Role: 'arn:aws:iam::000000000000:role/small-dev-hello',
    });
    expect(byId.get('Patients')!.properties).toMatchObject({
      DatabaseName: 'small_dev',
      TableInput: {
        StorageDescriptor: { Location: 's3://small-dev-000000000000-us-east-1/bronze/patients/' },
      },
    });
  });

  test('lists resources by type', () => {
    const buckets = resourcesOfType(stack, 'AWS::S3::Bucket').map(({ logicalId }) => logicalId);
    expect(buckets).toEqual(['ServerlessDeploymentBucket', 'LakeBucket']);
  });
});

describe('a directory without a package', () => {
  test('is refused with the command to run', () => {
    expect(() => loadStack(directory)).toThrow(TemplateError);
    expect(() => loadStack(directory)).toThrow('npx sls package');
  });

  test('is refused when the file is not JSON', () => {
    writeFileSync(join(directory, 'cloudformation-template-update-stack.json'), '{"Resources":');
    expect(() => loadStack(directory)).toThrow('is not readable JSON');
  });
});

test('an explicit stack name wins over service and stage', () => {
  const provider = { stackName: 'night', stage: 'dev' };
  writeFileSync(join(directory, 'cloudformation-template-update-stack.json'), '{"Resources":{}}');
  writeFileSync(
    join(directory, 'serverless-state.json'),
    JSON.stringify({ service: { service: 'app', provider } }),
  );
  expect(loadStack(directory).name).toBe('night');
});
