import type { Customer } from './customers.ts';
import { checksumOf, showFingerprint } from './lake.ts';

type Row = Customer & { male: boolean };

interface Found {
  pairs: number;
  checksum: bigint;
}

/**
 * The pairs within eps, found another way than the SQL does: customer by customer, counting for each product who among
 * those before bought it too. Only for customers without gaps, and eps below 0.4, where all must share something.
 * @returns the answer as `fingerprint` in lake.ts makes it
 */
export function countPairs(rows: Iterable<Customer>, eps: number): { pairs: number; answer: string } {
  const limit = Math.round(eps * 100);
  const all = [...rows].map((row): Row => ({ ...row, male: row.gender === 'Male' }));
  const found: Found = { pairs: 0, checksum: 0n };
  for (const city of new Set(all.map((row) => row.city))) {
    count(
      all.filter((row) => row.city === city),
      () => 0,
      limit,
      found,
    );
  }
  const fewest = Math.ceil((75 - limit) / 10);
  const fit = all.filter((row) => row.product_ids.length >= fewest);
  count(fit, (a, b) => (a.city === b.city ? undefined : 25), limit, found);
  return { pairs: found.pairs, answer: showFingerprint(found.pairs, found.checksum) };
}

/** In hundredths; undefined for a pair that is not to be counted here. */
type CityTerm = (a: Row, b: Row) => number | undefined;

function count(rows: Row[], cityTerm: CityTerm, limit: number, found: Found): void {
  const buyers = new Map<number, number[]>();
  const shared = new Uint16Array(rows.length);
  rows.forEach((b, at) => {
    const met: number[] = [];
    for (const product of b.product_ids) {
      const others = buyers.get(product) ?? [];
      for (const other of others) if (shared[other]!++ === 0) met.push(other);
      others.push(at);
      buyers.set(product, others);
    }
    for (const other of met) {
      add(rows[other]!, b, 50 - 10 * Math.min(shared[other]!, 5), cityTerm, limit, found);
      shared[other] = 0;
    }
  });
}

function add(a: Row, b: Row, productTerm: number, cityTerm: CityTerm, limit: number, found: Found): void {
  if (productTerm > limit) return;
  const hundredths = productTerm + ageTerm(a, b) + (cityTerm(a, b) ?? Infinity);
  if (hundredths > limit) return;
  found.pairs++;
  found.checksum += BigInt(checksumOf(a.customer_id, b.customer_id, hundredths));
}

const ageTerm = (a: Row, b: Row) => (a.male === b.male && Math.abs(a.age - b.age) > 5 ? 25 : 0);
