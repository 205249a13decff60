import { s3Error } from '../../s3/errors.ts';
import type { XmlContent } from '../xml.ts';
import { integer, text } from './binding.ts';
import {
  attributes,
  checksums,
  copySource,
  integrity,
  keeping,
  objectAnswer,
  party,
  writeConditions,
} from './common-bindings.ts';
import { listOf, textOf, withoutText } from './request-xml.ts';
import type { Route } from './route.ts';

const createMultipartUpload: Route = {
  operation: 'createMultipartUpload',
  method: 'POST',
  on: 'object',
  requires: { uploads: '' },
  headers: {
    ...party,
    ...attributes,
    ...keeping,
    'x-amz-checksum-algorithm': text('ChecksumAlgorithm'),
    'x-amz-checksum-type': text('ChecksumType'),
  },
  metadata: true,
  answer: {
    headers: {
      'x-amz-checksum-algorithm': text('ChecksumAlgorithm'),
      'x-amz-checksum-type': text('ChecksumType'),
      'x-amz-server-side-encryption': text('ServerSideEncryption'),
    },
    body: {
      element: 'InitiateMultipartUploadResult',
      content: ({ Bucket, Key, UploadId }) => ({ Bucket, Key, UploadId }) as XmlContent,
    },
  },
};

const uploadPart: Route = {
  operation: 'uploadPart',
  method: 'PUT',
  on: 'object',
  requires: { uploadId: '' },
  query: { uploadId: text('UploadId'), partNumber: integer('PartNumber') },
  headers: { ...party, ...integrity },
  body: 'stream',
  answer: { headers: objectAnswer },
};

const uploadPartCopy: Route = {
  operation: 'uploadPartCopy',
  method: 'PUT',
  on: 'object',
  requires: { uploadId: '', 'x-amz-copy-source': '' },
  query: { uploadId: text('UploadId'), partNumber: integer('PartNumber') },
  headers: { ...party, ...copySource, 'x-amz-copy-source-range': text('CopySourceRange') },
  answer: {
    headers: objectAnswer,
    body: { element: 'CopyPartResult', content: ({ CopyPartResult }) => CopyPartResult as XmlContent },
  },
};

const completeMultipartUpload: Route = {
  operation: 'completeMultipartUpload',
  method: 'POST',
  on: 'object',
  requires: { uploadId: '' },
  query: { uploadId: text('UploadId') },
  headers: {
    ...party,
    ...writeConditions,
    ...checksums,
    'x-amz-checksum-type': text('ChecksumType'),
    'x-amz-mp-object-size': integer('MpuObjectSize'),
  },
  body: {
    element: 'CompleteMultipartUpload',
    members: (content) => ({ MultipartUpload: { Parts: listOf(content.Part).map(completedPart) } }),
    checksumsOfObject: true,
  },
  answer: {
    headers: { 'x-amz-server-side-encryption': text('ServerSideEncryption') },
    body: {
      element: 'CompleteMultipartUploadResult',
      content: ({ ServerSideEncryption: _inHeader, ...content }) => content as XmlContent,
    },
  },
};

const abortMultipartUpload: Route = {
  operation: 'abortMultipartUpload',
  method: 'DELETE',
  on: 'object',
  requires: { uploadId: '' },
  query: { uploadId: text('UploadId') },
  headers: party,
  answer: { status: () => 204 },
};

const listParts: Route = {
  operation: 'listParts',
  method: 'GET',
  on: 'object',
  requires: { uploadId: '' },
  query: {
    uploadId: text('UploadId'),
    'max-parts': integer('MaxParts'),
    'part-number-marker': text('PartNumberMarker'),
  },
  headers: party,
  answer: {
    body: {
      element: 'ListPartsResult',
      content: ({ Parts, ...rest }) => ({ ...rest, Part: Parts }) as XmlContent,
    },
  },
};

function completedPart(element: unknown): object {
  if (typeof element !== 'object' || element === null) {
    throw s3Error('MalformedXML', 'Each Part of CompleteMultipartUpload must hold PartNumber and ETag.');
  }
  const { PartNumber, ...texts } = withoutText(element);
  const members = Object.entries(texts).map(([name, content]) => [name, textOf(content)] as const);
  return { PartNumber: Number(textOf(PartNumber)), ...Object.fromEntries(members) };
}

/** Operations of multipart uploads; the first that has all it requires is meant. */
export const multipartRoutes: Route[] = [
  createMultipartUpload,
  uploadPartCopy,
  uploadPart,
  completeMultipartUpload,
  abortMultipartUpload,
  listParts,
];
