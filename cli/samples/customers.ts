import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { cities } from './cities.ts';

/** A row of `bronze_customers`. */
export interface Customer {
  customer_id: number;
  gender: string;
  age: number | null;
  city: string | null;
  product_ids: number[] | null;
}

type Random = ReturnType<typeof xoroshiro128plus>;

/** Customers of one kind: a city, an age and a pool of products that they like to buy. */
interface Group {
  city: string;
  age: number;
  pool: number[];
  /** How likely a grouped customer belongs here, relative to the other groups. */
  weight: number;
}

const products = 3000;
const groupSize = 220;
const poolSize = 7;
/** The share of customers that belong to a group; the others are the uniform background. */
const grouped = 0.62;

/**
 * Generates customers with planted groups and a uniform background, ids ascending with gaps. The same count and seed
 * give the same customers. One in a hundred has no products, one in a hundred an unknown age or city, one in two
 * hundred an unknown list.
 */
export function* generateCustomers(count: number, seed: number): Generator<Customer> {
  const random = xoroshiro128plus(seed);
  const groups = plantGroups(random, Math.max(3, Math.round((count * grouped) / groupSize)));
  let id = 100_000;
  for (let i = 0; i < count; i++) {
    id += uniformInt(random, 1, 3);
    yield withGaps(random, { customer_id: id, ...drawCustomer(random, groups) });
  }
}

function plantGroups(random: Random, count: number): Group[] {
  return Array.from({ length: count }, () => ({
    city: pick(random, cities),
    age: uniformInt(random, 24, 64),
    pool: drawProducts(random, poolSize),
    weight: 0.5 + uniformFloat64(random),
  }));
}

function drawCustomer(random: Random, groups: Group[]): Omit<Customer, 'customer_id'> {
  const gender = pick(random, ['Female', 'Male']);
  if (uniformFloat64(random) < grouped) return { gender, ...drawGrouped(random, pickGroup(random, groups)) };
  const age = uniformInt(random, 18, 80);
  return {
    gender,
    age,
    city: pick(random, cities),
    product_ids: drawProducts(random, uniformInt(random, 1, 5)),
  };
}

/** Most live in their group's city; all buy from its pool, and now and then something else. */
function drawGrouped(random: Random, group: Group): Omit<Customer, 'customer_id' | 'gender'> {
  const city = uniformFloat64(random) < 0.94 ? group.city : pick(random, cities);
  const age = group.age + uniformInt(random, -3, 3);
  const own = shuffle(random, group.pool).slice(0, uniformInt(random, 3, poolSize));
  const others = drawProducts(random, uniformInt(random, 0, 2));
  return { age, city, product_ids: [...new Set([...own, ...others])] };
}

function withGaps(random: Random, customer: Customer): Customer {
  const draw = uniformFloat64(random);
  if (draw < 0.01) return { ...customer, product_ids: [] };
  if (draw < 0.015) return { ...customer, age: null };
  if (draw < 0.02) return { ...customer, city: null };
  if (draw < 0.025) return { ...customer, product_ids: null };
  return customer;
}

function drawProducts(random: Random, count: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(uniformInt(random, 1, products));
  return [...drawn];
}

function pickGroup(random: Random, groups: Group[]): Group {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  let left = uniformFloat64(random) * total;
  return groups.find(({ weight }) => (left -= weight) < 0) ?? groups[0]!;
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[uniformInt(random, 0, values.length - 1)]!;
}

/** Fisher and Yates, on a copy. */
function shuffle<Value>(random: Random, values: readonly Value[]): Value[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
