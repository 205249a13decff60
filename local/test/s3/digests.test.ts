import { createHash } from 'node:crypto';
import { digests } from '../../src/s3/integrity/digests.ts';
import type { Algorithm } from '../../src/s3/integrity/digests.ts';

// The "check" values of "123456789" in the catalogue of CRC algorithms: https://reveng.sourceforge.io/crc-catalogue/
const check: [Algorithm, string][] = [
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['MD5', '25f9e794323b453885f5181f1b624d0b'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
];

test.each(check)('%s of the catalogue, in one piece and in two', (algorithm, hexadecimal) => {
  const expected = Buffer.from(hexadecimal, 'hex').toString('base64');
  for (const pieces of [['123456789'], ['1234', '56789']]) {
    const digest = digests[algorithm]();
    for (const piece of pieces) digest.update(Buffer.from(piece));
    expect(digest.base64()).toBe(expected);
  }
});

test.each(['SHA256', 'SHA512'] as const)('%s is that of node:crypto', (algorithm) => {
  const digest = digests[algorithm]();
  digest.update(Buffer.from('123456789'));
  expect(digest.base64()).toBe(createHash(algorithm).update('123456789').digest('base64'));
});
