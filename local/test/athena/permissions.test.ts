/** Athena acts with its caller's rights. */
import { ServiceError } from '../../src/service.ts';
import type { Permission } from '../../src/service.ts';
import { addPartition, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
let asked: Permission[] = [];
let denied: (permission: Permission) => boolean = () => false;

beforeAll(async () => {
  lake = lakeUnderTest(
    { runs: { columns: 'id bigint', library: json, partitionedBy: 'run string' } },
    (permissions) => {
      asked.push(...permissions);
      const refused = permissions.find(denied);
      if (refused)
        throw new ServiceError('AccessDeniedException', `not authorized to perform: ${refused.action}`);
    },
  );
  await addPartition(lake, 'runs', ['a'], 'run=a/0-0');
});
beforeEach(() => {
  asked = [];
  denied = () => false;
});
afterAll(() => lake.end());

const unload = "UNLOAD (SELECT id FROM runs) TO 's3://lake/gold/x' WITH (format = 'JSON')";

test('what an UNLOAD of a partitioned table takes', async () => {
  const { QueryExecutionId, Status } = await lake.run(unload);
  expect(Status!.State).toBe('SUCCEEDED');
  const glue = 'arn:aws:glue:us-east-1:000000000000';
  const path = [`${glue}:catalog`, `${glue}:database/lake`, `${glue}:table/lake/runs`];
  expect(asked).toEqual([
    {
      action: 'athena:StartQueryExecution',
      resource: 'arn:aws:athena:us-east-1:000000000000:workgroup/enforced',
    },
    { action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::lake' },
    ...path.map((resource) => ({ action: 'glue:GetTable', resource })),
    ...path.map((resource) => ({ action: 'glue:GetPartitions', resource })),
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::lake', context: { 's3:prefix': 'runs/run=a/0-0/' } },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::lake/runs/run=a/0-0/*' },
    { action: 's3:PutObject', resource: 'arn:aws:s3:::lake/gold/x/*' },
    { action: 's3:PutObject', resource: `arn:aws:s3:::lake/athena-results/${QueryExecutionId}` },
  ]);
});

test.each(['glue:GetTable', 'glue:GetPartitions', 's3:ListBucket', 's3:GetObject', 's3:PutObject'])(
  'without %s the query fails',
  async (action) => {
    denied = (permission) => permission.action === action;
    const { Status } = await lake.run(unload);
    expect(Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: `Access denied: not authorized to perform: ${action}`,
    });
  },
);

test.each(['athena:StartQueryExecution', 's3:GetBucketLocation'])(
  'without %s it does not start',
  async (action) => {
    denied = (permission) => permission.action === action;
    await expect(lake.run(unload)).rejects.toThrow(ServiceError);
  },
);
