import { s3Error } from '../errors.ts';
import { digests } from './digests.ts';
import type { Algorithm } from './digests.ts';
import { checksumMembers } from './expected.ts';
import type { IntegrityMembers } from './expected.ts';

export type ChecksumMember = keyof typeof checksumMembers;

/** Of the whole object's bytes, or of the checksums of the parts that it was uploaded in. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** The checksum that is kept with an object, as outputs have it: `{ ChecksumCRC32, ChecksumType }`. */
export type Checksum = Partial<Record<ChecksumMember, string>> & { ChecksumType: ChecksumType };

/** The checksum of the bytes that pass. */
export interface RunningChecksum {
  member: ChecksumMember;
  over: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** In base64, to be asked for when they have passed. */
  value: () => string;
}

/** What an input says of the checksum of its body. */
export type AskedFor = IntegrityMembers & { ChecksumAlgorithm?: string | undefined };

/**
 * The checksum that a writer asks for: one given in a header, which is compared with the body elsewhere, or one of a named
 * algorithm, whose value comes in a trailer or not at all.
 * @throws InvalidRequest for an algorithm that there is not
 */
export function checksumOf(input: AskedFor): RunningChecksum | undefined {
  const member = memberAskedFor(input);
  const given = member && input[member];
  if (given !== undefined) return { member: member!, over: (body) => body, value: () => given };
  return member && runningChecksum(member);
}

/** @throws InvalidRequest for an algorithm that there is not */
export function memberAskedFor(input: AskedFor): ChecksumMember | undefined {
  const { ChecksumAlgorithm } = input;
  return memberIn(input) ?? (ChecksumAlgorithm === undefined ? undefined : memberOf(ChecksumAlgorithm));
}

export function runningChecksum(member: ChecksumMember): RunningChecksum {
  const digest = digests[algorithmOf(member)]();
  return {
    member,
    async *over(body) {
      for await (const chunk of body) {
        digest.update(chunk);
        yield chunk;
      }
    },
    value: () => digest.base64(),
  };
}

/** The checksum of all bytes that have passed. */
export function wholeChecksum({ member, value }: RunningChecksum): Checksum {
  return { [member]: value(), ChecksumType: 'FULL_OBJECT' };
}

export const checksumNames = Object.keys(checksumMembers) as ChecksumMember[];

/** `CRC32` of `ChecksumCRC32`. */
export function algorithmOf(member: ChecksumMember): Exclude<Algorithm, 'MD5'> {
  return member.slice('Checksum'.length) as Exclude<Algorithm, 'MD5'>;
}

/** The checksum that is among these members. */
export function memberIn(members: Partial<Record<ChecksumMember, string>>): ChecksumMember | undefined {
  return checksumNames.find((name) => members[name] !== undefined);
}

/** @throws InvalidRequest for an algorithm that there is not */
export function memberOf(algorithm: string): ChecksumMember {
  const member = checksumNames.find((candidate) => algorithmOf(candidate) === algorithm);
  if (member) return member;
  const known = checksumNames.map(algorithmOf).join(', ');
  throw s3Error('InvalidRequest', `ChecksumAlgorithm must be one of ${known}, not ${algorithm}.`);
}
