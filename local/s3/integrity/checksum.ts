import { s3Error } from '../errors.ts';
import { digests } from './digests.ts';
import { checksumMembers } from './expected.ts';
import type { IntegrityMembers } from './expected.ts';

type ChecksumMember = keyof typeof checksumMembers;

/** The checksum that is kept with an object, as outputs have it: `{ ChecksumCRC32, ChecksumType }`. */
export type Checksum = Partial<Record<ChecksumMember, string>> & { ChecksumType: 'FULL_OBJECT' };

/** Computes the checksum of the bytes that pass. */
export interface RunningChecksum {
  over(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  value(): Checksum;
}

/**
 * The checksum that a writer asks for: by a value in a header, or by naming the algorithm of the one in a trailer. A
 * value is compared elsewhere.
 * @throws InvalidRequest for an algorithm that there is not
 */
export function checksumOf(
  input: IntegrityMembers & { ChecksumAlgorithm?: string },
): RunningChecksum | undefined {
  const given = members.find((member) => input[member] !== undefined);
  const member = given ?? (input.ChecksumAlgorithm && memberOf(input.ChecksumAlgorithm));
  if (!member) return undefined;
  const digest = digests[algorithmOf(member)]();
  return {
    async *over(body) {
      for await (const chunk of body) {
        digest.update(chunk);
        yield chunk;
      }
    },
    value: () => ({ [member]: digest.base64(), ChecksumType: 'FULL_OBJECT' }),
  };
}

const members = Object.keys(checksumMembers) as ChecksumMember[];

const algorithmOf = (member: ChecksumMember) => member.slice('Checksum'.length) as keyof typeof digests;

function memberOf(algorithm: string): ChecksumMember {
  const member = members.find((candidate) => algorithmOf(candidate) === algorithm);
  if (member) return member;
  const known = members.map(algorithmOf).join(', ');
  throw s3Error('InvalidRequest', `ChecksumAlgorithm must be one of ${known}, not ${algorithm}.`);
}
