import { checksumOf, showFingerprint } from './lake.mjs';

/**
 * The pairs within eps, found another way than the SQL does: customer by customer, counting for each product who among
 * those before bought it too. Only for customers without gaps, and eps below 0.4, where all must share something.
 * @returns {{ pairs: number, answer: string }} see `fingerprint` in lake.mjs
 */
export function countPairs(rows, eps) {
  const limit = Math.round(eps * 100);
  const all = [...rows].map((row) => ({ ...row, male: row.gender === 'Male' }));
  const found = { pairs: 0, checksum: 0n };
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

/** @param cityTerm in hundredths; undefined for a pair that is not to be counted here */
function count(rows, cityTerm, limit, found) {
  const buyers = new Map();
  const shared = new Uint16Array(rows.length);
  rows.forEach((b, at) => {
    const met = [];
    for (const product of b.product_ids) {
      const others = buyers.get(product) ?? [];
      for (const other of others) if (shared[other]++ === 0) met.push(other);
      others.push(at);
      buyers.set(product, others);
    }
    for (const other of met) {
      add(rows[other], b, 50 - 10 * Math.min(shared[other], 5), cityTerm, limit, found);
      shared[other] = 0;
    }
  });
}

function add(a, b, productTerm, cityTerm, limit, found) {
  if (productTerm > limit) return;
  const hundredths = productTerm + ageTerm(a, b) + (cityTerm(a, b) ?? Infinity);
  if (hundredths > limit) return;
  found.pairs++;
  found.checksum += BigInt(checksumOf(a.customer_id, b.customer_id, hundredths));
}

const ageTerm = (a, b) => (a.male === b.male && Math.abs(a.age - b.age) > 5 ? 25 : 0);
