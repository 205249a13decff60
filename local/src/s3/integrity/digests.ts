import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc } from './crc.ts';

/** A digest of a stream of bytes. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** The value as S3's headers bear it. */
  base64(): string;
}

/** The digests that S3 verifies here, by the suffix of their member and header: `ChecksumCRC32`, `x-amz-checksum-crc32`. */
export const digests = {
  CRC32: crc32Digest,
  CRC32C: Crc.crc32c,
  CRC64NVME: Crc.crc64Nvme,
  SHA1: () => hashDigest('sha1'),
  SHA256: () => hashDigest('sha256'),
  SHA512: () => hashDigest('sha512'),
  MD5: () => hashDigest('md5'),
} satisfies Record<string, () => Digest>;

export type Algorithm = keyof typeof digests;

function hashDigest(algorithm: string): Digest {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), base64: () => hash.digest('base64') };
}

function crc32Digest(): Digest {
  let value = 0;
  return {
    update: (chunk) => void (value = crc32(chunk, value)),
    base64: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}
