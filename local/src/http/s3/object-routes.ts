import { s3Error } from '../../s3/errors.ts';
import type { XmlContent } from '../xml.ts';
import { integer, text } from './binding.ts';
import type { Bindings } from './binding.ts';
import {
  attributes,
  bypass,
  copySource,
  integrity,
  keeping,
  objectAnswer,
  overrides,
  party,
  readConditions,
  version,
  writeConditions,
} from './common-bindings.ts';
import { listOf, textOf, withoutText } from './request-xml.ts';
import type { Answer, Route } from './route.ts';

const readQuery: Bindings = { ...version, ...overrides };
const readHeaders: Bindings = {
  ...party,
  ...readConditions,
  range: text('Range'),
  'x-amz-checksum-mode': text('ChecksumMode'),
};
const readAnswer: Answer = {
  status: ({ ContentRange }) => (ContentRange === undefined ? 200 : 206),
  headers: {
    ...objectAnswer,
    'accept-ranges': text('AcceptRanges'),
    'content-length': integer('ContentLength'),
    'content-range': text('ContentRange'),
  },
};

const getObject: Route = {
  operation: 'getObject',
  method: 'GET',
  on: 'object',
  query: readQuery,
  headers: readHeaders,
  answer: { ...readAnswer, body: 'stream' },
};

const headObject: Route = {
  operation: 'headObject',
  method: 'HEAD',
  on: 'object',
  query: readQuery,
  headers: readHeaders,
  answer: readAnswer,
};

const putObject: Route = {
  operation: 'putObject',
  method: 'PUT',
  on: 'object',
  headers: { ...party, ...writeConditions, ...attributes, ...keeping, ...integrity },
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
    ...party,
    ...writeConditions,
    ...attributes,
    ...keeping,
    ...copySource,
    'x-amz-checksum-algorithm': text('ChecksumAlgorithm'),
    'x-amz-metadata-directive': text('MetadataDirective'),
    'x-amz-tagging-directive': text('TaggingDirective'),
  },
  metadata: true,
  answer: {
    headers: { 'x-amz-server-side-encryption': text('ServerSideEncryption') },
    body: { element: 'CopyObjectResult', content: ({ CopyObjectResult }) => CopyObjectResult as XmlContent },
  },
};

const deleteObject: Route = {
  operation: 'deleteObject',
  method: 'DELETE',
  on: 'object',
  query: version,
  headers: { ...party, ...bypass, 'if-match': text('IfMatch') },
  answer: { status: () => 204 },
};

const deleteObjects: Route = {
  operation: 'deleteObjects',
  method: 'POST',
  on: 'bucket',
  requires: { delete: '' },
  headers: { ...party, ...bypass, ...integrity },
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
    return withoutText(element);
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
