import type { Shape } from '../../shape.ts';
import { s3Error } from '../errors.ts';
import { digests } from './digests.ts';
import type { Algorithm } from './digests.ts';
import type { Expected } from './verified.ts';

/** The members of PutObject and UploadPart that say what the body must digest to. */
export interface IntegrityMembers {
  ContentMD5?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
}

/** The shapes of the checksums, for an operation's members. */
export const checksumMembers = {
  ChecksumCRC32: 'text',
  ChecksumCRC32C: 'text',
  ChecksumCRC64NVME: 'text',
  ChecksumSHA1: 'text',
  ChecksumSHA256: 'text',
  ChecksumSHA512: 'text',
} as const satisfies Partial<Record<keyof IntegrityMembers, Shape>>;

/** As `checksumMembers`, with the older digest. */
export const integrityMembers = { ContentMD5: 'text', ...checksumMembers } as const satisfies Record<
  keyof IntegrityMembers,
  Shape
>;

/**
 * What an input asks to be verified.
 * @throws InvalidDigest for a value that is not the base64 of a digest of its kind
 */
export function expectedOf(input: IntegrityMembers): Expected {
  const expected: Expected = {};
  for (const member of Object.keys(integrityMembers) as (keyof IntegrityMembers)[]) {
    const value = input[member];
    if (value === undefined) continue;
    const algorithm = member.replace(/^(Content|Checksum)/, '') as Algorithm;
    assertDigest(member, algorithm, value);
    expected[algorithm] = () => value;
  }
  return expected;
}

function assertDigest(member: string, algorithm: Algorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  const length = Buffer.from(digests[algorithm]().base64(), 'base64').length;
  if (bytes.length === length && bytes.toString('base64') === value) return;
  const code = algorithm === 'MD5' ? 'InvalidDigest' : 'InvalidRequest';
  throw s3Error(code, `${member} must be the base64 of ${length} bytes, not ${JSON.stringify(value)}.`);
}
