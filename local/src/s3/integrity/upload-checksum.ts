/**
 * Checksums of uploads in parts:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
import { s3Error } from '../errors.ts';
import { algorithmOf, memberAskedFor, memberOf } from './checksum.ts';
import type { AskedFor, Checksum, ChecksumMember, ChecksumType } from './checksum.ts';
import { digests } from './digests.ts';

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
const allTypes = new Set<string>(Object.values(types).flat());

interface CreateMembers {
  ChecksumAlgorithm?: string | undefined;
  ChecksumType?: string | undefined;
}

/**
 * The checksum that CreateMultipartUpload asks for, if any.
 * @throws InvalidRequest for an algorithm or a type that there is not, or an algorithm that cannot be of this type
 */
export function uploadChecksum({
  ChecksumAlgorithm: algorithm,
  ChecksumType: type,
}: CreateMembers): UploadChecksum | undefined {
  if (type !== undefined && !allTypes.has(type)) {
    throw s3Error('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  }
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw s3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const member = memberOf(algorithm);
  const chosen = types[member].find((offered) => offered === (type ?? offered));
  if (chosen) return { member, type: chosen };
  throw s3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/**
 * Refuses a part that comes with another checksum than its upload keeps.
 * @throws InvalidRequest
 */
export function assertSameAlgorithm(upload: UploadChecksum | undefined, part: AskedFor): void {
  const given = memberAskedFor(part);
  if (!upload || !given || given === upload.member) return;
  const [expected, actual] = [upload.member, given].map((member) => algorithmOf(member).toLowerCase());
  throw s3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );
}

/** The checksum of the parts' checksums, with their number. */
export function compositeChecksum(member: ChecksumMember, parts: PartChecksum[]): Checksum {
  const digest = digests[algorithmOf(member)]();
  for (const part of parts) digest.update(Buffer.from(part[member]!, 'base64'));
  return { [member]: `${digest.base64()}-${parts.length}`, ChecksumType: 'COMPOSITE' };
}
