import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Service } from '../../src/s3/index.ts';
import type { Authorize, Call, Permission, Service } from '../../src/service.ts';
import { ServiceError } from '../../src/service.ts';
import type { Stack } from '../../src/template/index.ts';

export const bucket = 'nocturne-test-000000000000-us-east-1';

export const call: Call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'test' };

export interface TestS3 {
  service: Service;
  home: string;
  /** Where the bucket's objects lie. */
  directory: string;
  remove(): Promise<void>;
}

/** An S3 of one bucket in a directory of its own; `denied` says which permissions nobody has. */
export async function startS3(denied: (permission: Permission) => boolean = () => false): Promise<TestS3> {
  const home = await mkdtemp(join(tmpdir(), 'nocturne-s3-'));
  const authorize: Authorize = (permissions) => {
    const missing = permissions.find(denied);
    if (missing)
      throw new ServiceError('AccessDenied', `Not allowed: ${missing.action} on ${missing.resource}`, 403);
  };
  return {
    service: createS3Service({ home, stack: stackWithBucket(), authorize }),
    home,
    directory: join(home, 's3', bucket),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

function stackWithBucket(): Stack {
  return {
    name: 'nocturne-test',
    accountId: '000000000000',
    region: 'us-east-1',
    directory: '.',
    resources: [
      {
        logicalId: 'LakeBucket',
        type: 'AWS::S3::Bucket',
        physicalId: bucket,
        attributes: { Arn: `arn:aws:s3:::${bucket}` },
        properties: {},
      },
    ],
  };
}
