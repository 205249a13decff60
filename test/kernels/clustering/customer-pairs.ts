import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

interface Customer {
  customer_id: number;
  gender: string;
  age: number | null;
  city: string | null;
  product_ids: number[] | null;
}

/** The customers of a fixture in order of id. */
export function readCustomers(fixture = 'dbscan/customers_300'): Customer[] {
  const file = new URL(`../../fixtures/${fixture}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Customer).sort((a, b) => a.customer_id - b.customer_id);
}

/** Lines `id1,id2,distance` of all pairs within eps, ordered by id1 and id2; distances with the given decimals. */
export function pairLines(customers: readonly Customer[], eps: number, decimals: number): string[] {
  const farthest = Math.round(eps * 100);
  const lines: string[] = [];
  customers.forEach((one, i) => {
    for (let j = i + 1; j < customers.length; j++) {
      const distance = hundredths(one, customers[j]!);
      if (distance === null || distance > farthest) continue;
      lines.push(`${one.customer_id},${customers[j]!.customer_id},${(distance / 100).toFixed(decimals)}`);
    }
  });
  return lines;
}

/** The distance in hundredths by SQL's rules for NULL; null is a pair that SQL drops. */
function hundredths(one: Customer, other: Customer): number | null {
  if (one.product_ids === null) return null;
  let shared = 0;
  for (const product of one.product_ids) if (other.product_ids?.includes(product)) shared++;
  const olderBySix = one.age !== null && other.age !== null && Math.abs(one.age - other.age) > 5;
  const sameCity = one.city !== null && one.city === other.city;
  return (
    50 - 10 * Math.min(shared, 5) + (olderBySix && one.gender === other.gender ? 25 : 0) + (sameCity ? 0 : 25)
  );
}
