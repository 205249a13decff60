import { createHash } from 'node:crypto';
import type { Row } from '../../../kernels/svr/row.ts';
import type { IdType } from '../../../kernels/rows/row-order.ts';

/**
 * SHA-256 in hexadecimal over the ordered rows, one line `[id, features…, target, isTrain]` each. It does not depend on
 * the order of rows, of files or of keys, nor on how a number was written.
 */
export function fingerprintOf(ordered: readonly Row[], idType: IdType): string {
  const hash = createHash('sha256');
  for (const { id, features, target, isTrain } of ordered) {
    hash.update(`[${jsonOf(id, idType)},${JSON.stringify([...features, target, isTrain]).slice(1)}\n`);
  }
  return hash.digest('hex');
}

/** An id in JSON as its table has it: integers of any length are numbers. */
const jsonOf = (id: string, idType: IdType): string => (idType === 'integer' ? id : JSON.stringify(id));
