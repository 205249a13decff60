import { contentEncoding, httpDate, text } from './binding.ts';
import type { Bindings } from './binding.ts';

/** Headers that several operations share: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html */
export const owner: Bindings = { 'x-amz-expected-bucket-owner': text('ExpectedBucketOwner') };

export const readConditions: Bindings = {
  'if-match': text('IfMatch'),
  'if-none-match': text('IfNoneMatch'),
  'if-modified-since': httpDate('IfModifiedSince'),
  'if-unmodified-since': httpDate('IfUnmodifiedSince'),
};

export const writeConditions: Bindings = {
  'if-match': text('IfMatch'),
  'if-none-match': text('IfNoneMatch'),
};

export const attributes: Bindings = {
  'cache-control': text('CacheControl'),
  'content-disposition': text('ContentDisposition'),
  'content-encoding': contentEncoding('ContentEncoding'),
  'content-language': text('ContentLanguage'),
  'content-type': text('ContentType'),
};

export const copySource: Bindings = {
  'x-amz-copy-source': text('CopySource'),
  'x-amz-copy-source-if-match': text('CopySourceIfMatch'),
  'x-amz-copy-source-if-none-match': text('CopySourceIfNoneMatch'),
  'x-amz-copy-source-if-modified-since': httpDate('CopySourceIfModifiedSince'),
  'x-amz-copy-source-if-unmodified-since': httpDate('CopySourceIfUnmodifiedSince'),
};

export const checksums: Bindings = {
  'x-amz-checksum-crc32': text('ChecksumCRC32'),
  'x-amz-checksum-crc32c': text('ChecksumCRC32C'),
  'x-amz-checksum-crc64nvme': text('ChecksumCRC64NVME'),
  'x-amz-checksum-sha1': text('ChecksumSHA1'),
  'x-amz-checksum-sha256': text('ChecksumSHA256'),
  'x-amz-checksum-sha512': text('ChecksumSHA512'),
};

export const integrity: Bindings = {
  'content-md5': text('ContentMD5'),
  ...checksums,
  'x-amz-sdk-checksum-algorithm': text('ChecksumAlgorithm'),
};

/** Headers of an answer about a stored object. */
export const objectAnswer: Bindings = {
  ...attributes,
  etag: text('ETag'),
  'last-modified': httpDate('LastModified'),
  'x-amz-server-side-encryption': text('ServerSideEncryption'),
  ...checksums,
  'x-amz-checksum-type': text('ChecksumType'),
};
