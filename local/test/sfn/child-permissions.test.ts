/** Children of a distributed Map have ARNs of a form of their own: `execution:<machine>/<label>:<name>`. */
import type { ListMapRunsCommandOutput, ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import { createAuthorize } from '../../src/iam/index.ts';
import { cleanUp, executionArn, oneState, stackOf, startService } from './service-under-test.ts';

afterEach(cleanUp);

const map = oneState('Each', {
  Type: 'Map',
  Label: 'Items',
  Items: [1],
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Item',
    States: { Item: { Type: 'Pass', End: true } },
  },
});

async function childArn(): Promise<string> {
  const { call, run } = startService({ map });
  expect(await run('map', {}, 'one')).toMatchObject({ status: 'SUCCEEDED' });
  const { mapRuns } = await call<ListMapRunsCommandOutput>('listMapRuns', {
    executionArn: executionArn('map', 'one'),
  });
  const { mapRunArn } = mapRuns![0]!;
  const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
  return executions![0]!.executionArn!;
}

/** Which of these actions on a child a role may take whose policy allows all three on one resource. */
function allowed(Resource: string, child: string): string[] {
  const actions = ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'];
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: actions, Resource }] };
  const arn = 'arn:aws:iam::000000000000:role/r';
  const role = {
    logicalId: 'R',
    type: 'AWS::IAM::Role',
    physicalId: 'r',
    attributes: { Arn: arn },
    properties: { AssumeRolePolicyDocument: {}, Policies: [{ PolicyName: 'p', PolicyDocument }] },
  };
  const authorize = createAuthorize({ ...stackOf({}), resources: [role] });
  return actions.filter((action) => {
    try {
      authorize([{ action, resource: child }], { principal: { arn, roleName: 'r' }, requestId: 'test' });
      return true;
    } catch {
      return false;
    }
  });
}

const execution = (rest: string) => `arn:aws:states:us-east-1:000000000000:execution:${rest}`;

test('their names follow the Map’s label, and only a policy of that form covers them', async () => {
  const child = await childArn();
  expect(child).toMatch(/^arn:aws:states:us-east-1:000000000000:execution:map\/Items:[-0-9a-f]{36}$/);
  expect(allowed(execution('map:*'), child)).toEqual([]);
  expect(allowed(execution('map/Other:*'), child)).toEqual([]);
  expect(allowed(execution('map/*:*'), child)).toHaveLength(3);
  expect(allowed(execution('map/Items:*'), child)).toHaveLength(3);
  expect(allowed(execution('map/*:*'), execution('map:one'))).toEqual([]);
});
