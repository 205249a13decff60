import { contentEncoding, flag, httpDate, integer, list, text } from './binding.ts';
import type { Bindings } from './binding.ts';

/** Headers that several operations share: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html */
export const owner: Bindings = { 'x-amz-expected-bucket-owner': text('ExpectedBucketOwner') };

/** Whose bucket it is, and who pays. */
export const party: Bindings = { ...owner, 'x-amz-request-payer': text('RequestPayer') };

/** The parameter of operations on one object. */
export const version: Bindings = { versionId: text('VersionId') };

/** How an object is to be kept. */
export const keeping: Bindings = {
  'x-amz-acl': text('ACL'),
  'x-amz-server-side-encryption': text('ServerSideEncryption'),
  'x-amz-server-side-encryption-bucket-key-enabled': flag('BucketKeyEnabled'),
  'x-amz-storage-class': text('StorageClass'),
  'x-amz-tagging': text('Tagging'),
};

/** Parameters of a read that replace what is stored. */
export const overrides: Bindings = {
  'response-cache-control': text('ResponseCacheControl'),
  'response-content-disposition': text('ResponseContentDisposition'),
  'response-content-encoding': text('ResponseContentEncoding'),
  'response-content-language': text('ResponseContentLanguage'),
  'response-content-type': text('ResponseContentType'),
  'response-expires': text('ResponseExpires'),
};

/** Parameters of both versions of ListObjects. */
export const listing: Bindings = {
  prefix: text('Prefix'),
  delimiter: text('Delimiter'),
  'max-keys': integer('MaxKeys'),
  'encoding-type': text('EncodingType'),
};

/** Headers of both versions of ListObjects. */
export const listingHeaders: Bindings = {
  ...party,
  'x-amz-optional-object-attributes': list('OptionalObjectAttributes'),
};

export const bypass: Bindings = { 'x-amz-bypass-governance-retention': flag('BypassGovernanceRetention') };

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

const attributesButExpires: Bindings = {
  'cache-control': text('CacheControl'),
  'content-disposition': text('ContentDisposition'),
  'content-encoding': contentEncoding('ContentEncoding'),
  'content-language': text('ContentLanguage'),
  'content-type': text('ContentType'),
};

export const attributes: Bindings = { ...attributesButExpires, expires: text('Expires') };

export const copySource: Bindings = {
  'x-amz-copy-source': text('CopySource'),
  'x-amz-copy-source-if-match': text('CopySourceIfMatch'),
  'x-amz-copy-source-if-none-match': text('CopySourceIfNoneMatch'),
  'x-amz-copy-source-if-modified-since': httpDate('CopySourceIfModifiedSince'),
  'x-amz-copy-source-if-unmodified-since': httpDate('CopySourceIfUnmodifiedSince'),
  'x-amz-source-expected-bucket-owner': text('ExpectedSourceBucketOwner'),
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
  ...attributesButExpires,
  expires: text('ExpiresString'),
  etag: text('ETag'),
  'last-modified': httpDate('LastModified'),
  'x-amz-server-side-encryption': text('ServerSideEncryption'),
  ...checksums,
  'x-amz-checksum-type': text('ChecksumType'),
};
