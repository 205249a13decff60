import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { generateCustomers } from '../../cli/samples/customers.ts';
import type { Delivery } from './lake.ts';

const delivery = (name: string, rows: Iterable<unknown>): Delivery => ({
  table: 'bronze_customers',
  name,
  text: [...rows].map((row) => `${JSON.stringify(row)}\n`).join(''),
});

/** Customers as the samples have them: groups, a background, gaps. */
export const groupedCustomers = (count: number) =>
  delivery(`${count} customers in groups`, generateCustomers(count, 5));

/** The classic demonstration's: 28 cities, ages 18 to 70, 1 to 5 of 999 products, uniform. */
export function uniformCustomers(count: number): Delivery {
  const random = xoroshiro128plus(7);
  const rows = Array.from({ length: count }, (_, i) => ({
    customer_id: i + 1,
    gender: uniformInt(random, 0, 1) === 0 ? 'Male' : 'Female',
    age: uniformInt(random, 18, 70),
    city: `City ${uniformInt(random, 1, 28)}`,
    product_ids: distinct(uniformInt(random, 1, 5), () => uniformInt(random, 1, 999)),
  }));
  return delivery(`${count} uniform customers`, rows);
}

/**
 * Few cities and products, so that every number of shared products and every distance occurs; and everything that a
 * file can hold: NULL in each place, members left out, empty lists, repeated and NULL products, ids beyond 32 bits.
 */
export function nastyCustomers(): Delivery {
  const random = xoroshiro128plus(11);
  const oneOf = <Value>(...values: Value[]) => values[uniformInt(random, 0, values.length - 1)]!;
  const products = () =>
    Array.from({ length: uniformInt(random, 0, 9) }, () => oneOf(1, 2, 3, 4, 5, 6, 7, null));
  const rows = Array.from({ length: 150 }, (_, i) => ({
    customer_id: i % 3 === 0 ? 2 ** 33 - i : i + 1,
    gender: oneOf('Male', 'Female', 'female', '', null, undefined),
    age: oneOf(20, 25, 26, 31, -5, null, undefined),
    city: oneOf('Ulm', 'ulm', 'Ulm ', 'Żary', '', null, undefined),
    product_ids: oneOf<unknown>(products(), products(), products(), [], null, undefined),
  }));
  return delivery('nasty customers', rows);
}

function distinct(count: number, draw: () => number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(draw());
  return [...drawn];
}
