import { createCloudFormationService } from '../../src/cloudformation/index.ts';
import type { Call, Permission } from '../../src/service.ts';
import { stackOf } from '../fixtures/template/write-package.ts';

const call: Call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'r' };
const stack = stackOf({
  Resources: {
    Lake: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lake' } },
    Nightly: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'nightly' } },
  },
});

test('lists logical and physical ids', async () => {
  const service = createCloudFormationService({ stack, authorize: () => undefined });
  const done = { ResourceStatus: 'CREATE_COMPLETE', LastUpdatedTimestamp: expect.any(Date) as Date };
  expect(await service.call('listStackResources', { StackName: 'app-dev' }, call)).toEqual({
    StackResourceSummaries: [
      { LogicalResourceId: 'Lake', PhysicalResourceId: 'lake', ResourceType: 'AWS::S3::Bucket', ...done },
      {
        LogicalResourceId: 'Nightly',
        PhysicalResourceId: 'arn:aws:states:us-east-1:000000000000:stateMachine:nightly',
        ResourceType: 'AWS::StepFunctions::StateMachine',
        ...done,
      },
    ],
  });
});

test('knows no other stack', async () => {
  const service = createCloudFormationService({ stack, authorize: () => undefined });
  await expect(service.call('listStackResources', { StackName: 'other' }, call)).rejects.toMatchObject({
    code: 'ValidationError',
    statusCode: 400,
    message: 'Stack with id other does not exist',
  });
});

test('asks for the permission', async () => {
  const asked: Permission[] = [];
  const service = createCloudFormationService({
    stack,
    authorize: (permissions) => asked.push(...permissions),
  });
  await service.call('listStackResources', { StackName: 'app-dev' }, call);
  expect(asked).toEqual([
    {
      action: 'cloudformation:ListStackResources',
      resource: 'arn:aws:cloudformation:us-east-1:000000000000:stack/app-dev/*',
    },
  ]);
});
