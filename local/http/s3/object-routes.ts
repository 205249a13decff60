import { s3Error } from '../../s3/errors.ts';
import type { XmlContent } from '../xml.ts';
import { integer, text } from './binding.ts';
import {
  attributes,
  copySource,
  integrity,
  objectAnswer,
  owner,
  readConditions,
  writeConditions,
} from './common-bindings.ts';
import { listOf, textOf } from './request-xml.ts';
import type { Route } from './route.ts';

const getObject: Route = {
  operation: 'getObject',
  method: 'GET',
  on: 'object',
  headers: { ...owner, ...readConditions, range: text('Range'), 'x-amz-checksum-mode': text('ChecksumMode') },
  answer: {
    status: ({ ContentRange }) => (ContentRange === undefined ? 200 : 206),
    headers: {
      ...objectAnswer,
      'accept-ranges': text('AcceptRanges'),
      'content-length': integer('ContentLength'),
      'content-range': text('ContentRange'),
    },
    body: 'stream',
  },
};

const headObject: Route = {
  operation: 'headObject',
  method: 'HEAD',
  on: 'object',
  headers: { ...owner, ...readConditions, 'x-amz-checksum-mode': text('ChecksumMode') },
  answer: {
    headers: {
      ...objectAnswer,
      'accept-ranges': text('AcceptRanges'),
      'content-length': integer('ContentLength'),
    },
  },
};

const putObject: Route = {
  operation: 'putObject',
  method: 'PUT',
  on: 'object',
  headers: { ...owner, ...writeConditions, ...attributes, ...integrity },
  metadata: true,
  body: 'stream',
  answer: { headers: objectAnswer },
};

const copyObject: Route = {
  operation: 'copyObject',
  method: 'PUT',
  on: 'object',
  requires: { 'x-amz-copy-source': '' },
  headers: {
    ...owner,
    ...writeConditions,
    ...attributes,
    ...copySource,
    'x-amz-metadata-directive': text('MetadataDirective'),
  },
  metadata: true,
  answer: {
    body: { element: 'CopyObjectResult', content: ({ CopyObjectResult }) => CopyObjectResult as XmlContent },
  },
};

const deleteObject: Route = {
  operation: 'deleteObject',
  method: 'DELETE',
  on: 'object',
  headers: owner,
  answer: { status: () => 204 },
};

const deleteObjects: Route = {
  operation: 'deleteObjects',
  method: 'POST',
  on: 'bucket',
  requires: { delete: '' },
  headers: { ...owner, ...integrity },
  body: {
    element: 'Delete',
    members: (content) => ({
      Delete: { Objects: listOf(content.Object).map(identifier), Quiet: textOf(content.Quiet) === 'true' },
    }),
  },
  answer: {
    body: {
      element: 'DeleteResult',
      content: ({ Deleted, Errors }) => ({ Deleted: Deleted as XmlContent, Error: Errors as XmlContent }),
    },
  },
};

/** An object of DeleteObjects: what else it holds than a Key is passed on, for the operation to refuse. */
function identifier(element: unknown): object {
  if (typeof element === 'object' && element !== null) {
    return Object.fromEntries(Object.entries(element).filter(([name]) => name !== '#text'));
  }
  throw s3Error('MalformedXML', 'Each Object of Delete must hold a Key.');
}

/** Operations on objects; the first that has all it requires is meant. */
export const objectRoutes: Route[] = [
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
  deleteObjects,
];
