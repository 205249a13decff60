import { s3Error } from '../errors.ts';
import { digests } from './digests.ts';
import { checksumMembers } from './expected.ts';
import type { IntegrityMembers } from './expected.ts';

type ChecksumMember = keyof typeof checksumMembers;

/** The checksum that is kept with an object, as outputs have it: `{ ChecksumCRC32, ChecksumType }`. */
export type Checksum = Partial<Record<ChecksumMember, string>> & { ChecksumType: 'FULL_OBJECT' };

/** The checksum of the bytes that pass. */
export interface RunningChecksum {
  over: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** To be asked for when they have passed. */
  value: () => Checksum;
}

/**
 * The checksum that a writer asks for: one given in a header, which is compared with the body elsewhere, or one of a named
 * algorithm, whose value comes in a trailer or not at all.
 * @throws InvalidRequest for an algorithm that there is not
 */
export function checksumOf(
  input: IntegrityMembers & { ChecksumAlgorithm?: string },
): RunningChecksum | undefined {
  const given = members.find((member) => input[member] !== undefined);
  if (given) return { over: (body) => body, value: () => checksum(given, input[given]!) };
  return input.ChecksumAlgorithm ? computed(memberOf(input.ChecksumAlgorithm)) : undefined;
}

function computed(member: ChecksumMember): RunningChecksum {
  const digest = digests[algorithmOf(member)]();
  return {
    async *over(body) {
      for await (const chunk of body) {
        digest.update(chunk);
        yield chunk;
      }
    },
    value: () => checksum(member, digest.base64()),
  };
}

const checksum = (member: ChecksumMember, value: string): Checksum => ({
  [member]: value,
  ChecksumType: 'FULL_OBJECT',
});

const members = Object.keys(checksumMembers) as ChecksumMember[];

const algorithmOf = (member: ChecksumMember) => member.slice('Checksum'.length) as keyof typeof digests;

function memberOf(algorithm: string): ChecksumMember {
  const member = members.find((candidate) => algorithmOf(candidate) === algorithm);
  if (member) return member;
  const known = members.map(algorithmOf).join(', ');
  throw s3Error('InvalidRequest', `ChecksumAlgorithm must be one of ${known}, not ${algorithm}.`);
}
