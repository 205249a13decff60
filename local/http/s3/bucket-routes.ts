import type { XmlContent } from '../xml.ts';
import { flag, integer, text } from './binding.ts';
import { owner } from './common-bindings.ts';
import type { Route } from './route.ts';

const listBuckets: Route = {
  operation: 'listBuckets',
  method: 'GET',
  on: 'service',
  answer: {
    body: {
      element: 'ListAllMyBucketsResult',
      content: ({ Buckets, Owner }) => ({
        Owner: Owner as XmlContent,
        Buckets: { Bucket: Buckets as XmlContent },
      }),
    },
  },
};

const headBucket: Route = {
  operation: 'headBucket',
  method: 'HEAD',
  on: 'bucket',
  headers: owner,
  answer: {
    headers: {
      'x-amz-bucket-region': text('BucketRegion'),
      'x-amz-access-point-alias': flag('AccessPointAlias'),
    },
  },
};

const getBucketLocation: Route = {
  operation: 'getBucketLocation',
  method: 'GET',
  on: 'bucket',
  requires: { location: '' },
  headers: owner,
  answer: {
    body: {
      element: 'LocationConstraint',
      content: ({ LocationConstraint = '' }) => ({ '#text': LocationConstraint as string }),
    },
  },
};

const listObjectsV2: Route = {
  operation: 'listObjectsV2',
  method: 'GET',
  on: 'bucket',
  requires: { 'list-type': '2' },
  headers: owner,
  query: {
    prefix: text('Prefix'),
    delimiter: text('Delimiter'),
    'max-keys': integer('MaxKeys'),
    'continuation-token': text('ContinuationToken'),
    'start-after': text('StartAfter'),
    'encoding-type': text('EncodingType'),
    'fetch-owner': flag('FetchOwner'),
  },
  answer: { body: { element: 'ListBucketResult', content: (output) => output as XmlContent } },
};

/** Operations on buckets; the first that has all it requires is meant. */
export const bucketRoutes: Route[] = [listBuckets, headBucket, getBucketLocation, listObjectsV2];
