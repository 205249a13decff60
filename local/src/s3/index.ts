import { mkdirSync, statSync } from 'node:fs';
import { createService, replaceEntries } from '../service.ts';
import type { Authorize, Operations, Renewable, Service } from '../service.ts';
import { resourcesOfType } from '../template/index.ts';
import type { Stack } from '../template/index.ts';
import { s3Error } from './errors.ts';
import { abortMultipartUpload } from './operations/abortMultipartUpload.ts';
import { completeMultipartUpload } from './operations/completeMultipartUpload.ts';
import { copyObject } from './operations/copyObject.ts';
import { createMultipartUpload } from './operations/createMultipartUpload.ts';
import { deleteObject } from './operations/deleteObject.ts';
import { deleteObjects } from './operations/deleteObjects.ts';
import { getBucketLocation } from './operations/getBucketLocation.ts';
import { getObject } from './operations/getObject.ts';
import { headBucket } from './operations/headBucket.ts';
import { headObject } from './operations/headObject.ts';
import { listBuckets } from './operations/listBuckets.ts';
import { listObjects } from './operations/listObjects.ts';
import { listObjectsV2 } from './operations/listObjectsV2.ts';
import { listParts } from './operations/listParts.ts';
import { putObject } from './operations/putObject.ts';
import { uploadPart } from './operations/uploadPart.ts';
import { uploadPartCopy } from './operations/uploadPartCopy.ts';
import type { Bucket, S3State } from './state.ts';
import { ObjectStore } from './store/object-store.ts';
import { Uploads } from './uploads.ts';

const operations: Operations<S3State> = {
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createMultipartUpload,
  deleteObject,
  deleteObjects,
  getBucketLocation,
  getObject,
  headBucket,
  headObject,
  listBuckets,
  listObjects,
  listObjectsV2,
  listParts,
  putObject,
  uploadPart,
  uploadPartCopy,
};

/**
 * S3 over plain files: the object `key` of a bucket is `<home>/s3/<bucket>/<key>`, where a SQL engine can read and
 * write it too. The buckets are the stack's; their directories are made here.
 */
export function createS3Service(options: {
  home: string;
  stack: Stack;
  authorize: Authorize;
}): Service & Renewable {
  const { home, stack, authorize } = options;
  const objects = new ObjectStore(home);
  const state: S3State = {
    accountId: stack.accountId,
    region: stack.region,
    buckets: bucketsOf(stack, objects),
    objects,
    uploads: new Uploads(),
    authorize,
  };
  return {
    ...createService('s3', state, operations, authorize, {
      member: (message) => s3Error('NotImplemented', message),
    }),
    prepare(next) {
      const buckets = bucketsOf(next, objects);
      return () => replaceEntries(state.buckets, buckets);
    },
  };
}

function bucketsOf(stack: Stack, objects: ObjectStore): Map<string, Bucket> {
  const names = resourcesOfType(stack, 'AWS::S3::Bucket').map(({ physicalId }) => physicalId);
  return new Map(names.map((name) => [name, openBucket(name, objects)]));
}

function openBucket(name: string, objects: ObjectStore): Bucket {
  const directory = objects.directoryOf(name);
  mkdirSync(directory, { recursive: true });
  return { name, created: statSync(directory).birthtime };
}
