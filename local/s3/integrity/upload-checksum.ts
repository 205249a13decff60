/**
 * Checksums of uploads in parts:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
import { s3Error } from '../errors.ts';
import { algorithmOf, memberOf, members } from './checksum.ts';
import type { Checksum, ChecksumMember, ChecksumType } from './checksum.ts';
import { digests } from './digests.ts';
import type { IntegrityMembers } from './expected.ts';

/** The checksum that an upload was created with. */
export interface UploadChecksum {
  member: ChecksumMember;
  type: ChecksumType;
}

export type PartChecksum = Partial<Record<ChecksumMember, string>>;

/** What S3 offers of each algorithm, first what it takes where nothing is said. */
const types: Record<ChecksumMember, ChecksumType[]> = {
  ChecksumCRC32: ['COMPOSITE', 'FULL_OBJECT'],
  ChecksumCRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  ChecksumCRC64NVME: ['FULL_OBJECT'],
  ChecksumSHA1: ['COMPOSITE'],
  ChecksumSHA256: ['COMPOSITE'],
  ChecksumSHA512: ['COMPOSITE'],
};

interface CreateMembers {
  ChecksumAlgorithm?: string | undefined;
  ChecksumType?: string | undefined;
}

/**
 * The checksum that CreateMultipartUpload asks for, if any.
 * @throws InvalidRequest for an algorithm that there is not, or that cannot be of this type
 */
export function uploadChecksum({
  ChecksumAlgorithm,
  ChecksumType,
}: CreateMembers): UploadChecksum | undefined {
  if (ChecksumAlgorithm === undefined) {
    if (ChecksumType === undefined) return undefined;
    throw s3Error('InvalidRequest', 'ChecksumType needs ChecksumAlgorithm beside it.');
  }
  const member = memberOf(ChecksumAlgorithm);
  const type = types[member].find((offered) => offered === (ChecksumType ?? offered));
  if (type) return { member, type };
  throw s3Error(
    'InvalidRequest',
    `The ${ChecksumType} checksum type cannot be used with the ${ChecksumAlgorithm.toLowerCase()} checksum algorithm.`,
  );
}

/**
 * Refuses a part that comes with another checksum than its upload keeps.
 * @throws InvalidRequest
 */
export function assertSameAlgorithm(
  upload: UploadChecksum | undefined,
  input: IntegrityMembers & { ChecksumAlgorithm?: string | undefined },
): void {
  const given =
    members.find((member) => input[member] !== undefined) ??
    (input.ChecksumAlgorithm === undefined ? undefined : memberOf(input.ChecksumAlgorithm));
  if (!upload || given === undefined || given === upload.member) return;
  const [expected, actual] = [upload.member, given].map((member) => algorithmOf(member).toLowerCase());
  throw s3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );
}

/** @throws InvalidRequest where CompleteMultipartUpload names another type than CreateMultipartUpload had */
export function assertSameType(upload: UploadChecksum | undefined, type: string | undefined): void {
  if (type === undefined || type === upload?.type) return;
  throw s3Error(
    'InvalidRequest',
    `ChecksumType must be the one that the upload was created with, ${upload?.type ?? 'none'}, not ${type}.`,
  );
}

/**
 * Compares a part with what CompleteMultipartUpload lists.
 * @throws InvalidPart; InvalidRequest where a composite checksum would have to do without the part's
 */
export function assertSameChecksum(
  upload: UploadChecksum | undefined,
  { number, checksum }: { number: number; checksum?: PartChecksum | undefined },
  listed: PartChecksum,
): void {
  if (!upload) return;
  const { member, type } = upload;
  if (listed[member] === undefined) {
    if (type === 'FULL_OBJECT') return;
    const algorithm = algorithmOf(member).toLowerCase();
    throw s3Error(
      'InvalidRequest',
      `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  if (listed[member] === checksum?.[member]) return;
  throw s3Error(
    'InvalidPart',
    `The ${member} of part ${number} is ${checksum?.[member]}, not ${listed[member]}.`,
    { PartNumber: number },
  );
}

/**
 * Compares the checksum of the object with one that CompleteMultipartUpload expects, with or without the number of parts.
 * @throws BadDigest
 */
export function assertExpected(checksum: Checksum, expected: IntegrityMembers): void {
  for (const member of members) {
    const value = expected[member];
    if (value === undefined || value === checksum[member]) continue;
    if (value === checksum[member]?.replace(/-\d+$/, '')) continue;
    throw s3Error(
      'BadDigest',
      `The ${algorithmOf(member)} you specified did not match the calculated checksum: ${checksum[member] ?? 'none'} was calculated, ${value} was sent.`,
    );
  }
}

/** The checksum of the parts' checksums, with their number. */
export function compositeChecksum(member: ChecksumMember, parts: PartChecksum[]): Checksum {
  const digest = digests[algorithmOf(member)]();
  for (const part of parts) digest.update(Buffer.from(part[member]!, 'base64'));
  return { [member]: `${digest.base64()}-${parts.length}`, ChecksumType: 'COMPOSITE' };
}
