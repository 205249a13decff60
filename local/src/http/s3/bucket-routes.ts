import type { XmlContent } from '../xml.ts';
import { flag, integer, text } from './binding.ts';
import { listing, listingHeaders, owner } from './common-bindings.ts';
import type { Route } from './route.ts';

const listBuckets: Route = {
  operation: 'listBuckets',
  method: 'GET',
  on: 'service',
  query: {
    prefix: text('Prefix'),
    'bucket-region': text('BucketRegion'),
    'max-buckets': integer('MaxBuckets'),
    'continuation-token': text('ContinuationToken'),
  },
  answer: {
    body: {
      element: 'ListAllMyBucketsResult',
      content: ({ Buckets, ...rest }) => ({
        ...(rest as Record<string, XmlContent>),
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
  headers: listingHeaders,
  query: {
    ...listing,
    'continuation-token': text('ContinuationToken'),
    'start-after': text('StartAfter'),
    'fetch-owner': flag('FetchOwner'),
  },
  answer: { body: { element: 'ListBucketResult', content: (output) => output as XmlContent } },
};

const listObjects: Route = {
  operation: 'listObjects',
  method: 'GET',
  on: 'bucket',
  headers: listingHeaders,
  query: { ...listing, marker: text('Marker') },
  answer: { body: { element: 'ListBucketResult', content: (output) => output as XmlContent } },
};

/** Operations on buckets; the first that has all it requires is meant. */
export const bucketRoutes: Route[] = [listBuckets, headBucket, getBucketLocation, listObjectsV2, listObjects];
