import { createHash } from 'node:crypto';
import type { Customer } from '../../../cli/samples/customers.ts';
import { generateCustomers } from '../../../cli/samples/customers.ts';

const customers = [...generateCustomers(20_000, 1)];
const digest = (rows: Customer[]) => createHash('sha256').update(JSON.stringify(rows)).digest('hex');

test('the same count and seed give the same customers, another seed gives others', () => {
  expect(digest([...generateCustomers(20_000, 1)])).toBe(digest(customers));
  expect(digest([...generateCustomers(20_000, 2)])).not.toBe(digest(customers));
});

test('ids ascend with gaps', () => {
  const steps = customers.slice(1).map(({ customer_id }, i) => customer_id - customers[i]!.customer_id);
  expect(new Set(steps)).toEqual(new Set([1, 2, 3]));
});

test('no list of products repeats one', () => {
  const lists = customers.flatMap(({ product_ids }) => (product_ids ? [product_ids] : []));
  expect(lists.every((list) => new Set(list).size === list.length)).toBe(true);
});

test('about as many values are unknown as the generator says', () => {
  const share = (holds: (customer: Customer) => boolean) => customers.filter(holds).length / customers.length;
  expect(share(({ product_ids }) => product_ids?.length === 0)).toBeCloseTo(0.01, 2);
  expect(share(({ product_ids }) => product_ids === null)).toBeCloseTo(0.005, 2);
  expect(share(({ age, city }) => age === null || city === null)).toBeCloseTo(0.01, 2);
});

test('groups are dense and the background is thin', () => {
  // At eps 0.3 two customers of one city and age with two common products are neighbours.
  const together = new Map<string, number>();
  for (const { city, product_ids } of customers) {
    const sorted = [...(product_ids ?? [])].sort((a, b) => a - b);
    for (const [i, first] of sorted.entries()) {
      for (const second of sorted.slice(i + 1)) {
        const key = `${city} ${first} ${second}`;
        together.set(key, (together.get(key) ?? 0) + 1);
      }
    }
  }
  const dense = [...together.values()].filter((count) => count >= 40).length;
  const rare = [...together.values()].filter((count) => count === 1).length;
  // A few dozen groups with 21 pairs of products each.
  expect(dense).toBeGreaterThan(30 * 21);
  expect(dense).toBeLessThan(70 * 21);
  expect(rare).toBeGreaterThan(dense);
});

test('small sets have groups too', () => {
  expect([...generateCustomers(300, 1)]).toHaveLength(300);
});
