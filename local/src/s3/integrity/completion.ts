/** What CompleteMultipartUpload says of checksums, compared with what its upload keeps. */
import { s3Error } from '../errors.ts';
import { algorithmOf, checksumNames } from './checksum.ts';
import type { Checksum } from './checksum.ts';
import type { PartChecksum, UploadChecksum } from './upload-checksum.ts';
import { badDigest } from './verified.ts';

interface CompleteMembers extends PartChecksum {
  ChecksumType?: string | undefined;
}

/** @throws InvalidRequest for a type or a checksum that the upload was not created with */
export function assertSameKind(upload: UploadChecksum | undefined, complete: CompleteMembers): void {
  assertKept(upload, complete);
  const { ChecksumType: type } = complete;
  if (type === undefined || type === upload?.type) return;
  throw s3Error(
    'InvalidRequest',
    `ChecksumType must be the one that the upload was created with, ${upload?.type ?? 'none'}, not ${type}.`,
  );
}

/**
 * Compares a part with what is listed.
 * @throws InvalidPart; InvalidRequest for a checksum that the upload was not created with, and where a composite one would
 * have to do without the part's
 */
export function assertSamePart(
  upload: UploadChecksum | undefined,
  { number, checksum }: { number: number; checksum?: PartChecksum | undefined },
  listed: PartChecksum,
): void {
  assertKept(upload, listed);
  if (!upload) return;
  const { member, type } = upload;
  if (listed[member] === checksum?.[member]) return;
  if (listed[member] !== undefined) {
    throw s3Error(
      'InvalidPart',
      `The ${member} of part ${number} is ${checksum?.[member]}, not ${listed[member]}.`,
      { PartNumber: number },
    );
  }
  if (type === 'FULL_OBJECT') return;
  throw s3Error(
    'InvalidRequest',
    `The upload was created using a ${algorithmOf(member).toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}

/**
 * Compares the object's checksum with the expected one, which may leave out the number of parts.
 * @throws BadDigest
 */
export function assertExpected({ member }: UploadChecksum, checksum: Checksum, given: PartChecksum): void {
  const [calculated, expected] = [checksum[member]!, given[member]];
  if (expected === undefined || [calculated, calculated.replace(/-\d+$/, '')].includes(expected)) return;
  throw badDigest(algorithmOf(member), calculated, expected);
}

function assertKept(upload: UploadChecksum | undefined, given: PartChecksum): void {
  const other = checksumNames.find((name) => given[name] !== undefined && name !== upload?.member);
  if (other === undefined) return;
  throw s3Error(
    'InvalidRequest',
    `${other} cannot be compared, as the upload was created with ${upload?.member ?? 'no checksum'}. Give CreateMultipartUpload the ChecksumAlgorithm ${algorithmOf(other)}.`,
  );
}
