import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A row of `bronze_customers`. */
export interface Customer {
  customer_id: number;
  gender: string;
  age: number;
  city: string;
  product_ids: number[];
}

export type Recipe = 'uniform' | 'planted';

type Anyone = Pick<Customer, 'age' | 'city' | 'product_ids'>;

const cities = 28;
const products = 999;
const groupSize = 20;
/** The share of the planted recipe's customers that belong to a group. */
const grouped = 0.62;

/**
 * Customers as `bronze_customers` has them, ids ascending with gaps; the same arguments give the same customers.
 * uniform: 28 cities, ages 18 to 70, 1 to 5 of 999 products.
 * planted: 62 in 100 belong to groups of about 20, each with a city, an age and a pool of seven products, from which its
 * members buy three or more and now and then something else; the others are as in uniform.
 */
export function* customers(recipe: Recipe, count: number, seed = 1): Generator<Customer> {
  const random = xoroshiro128plus(seed);
  const groups = recipe === 'planted' ? plantGroups(random, Math.ceil((count * grouped) / groupSize)) : [];
  for (let i = 0; i < count; i++) {
    const isGrouped = groups.length > 0 && uniformFloat64(random) < grouped;
    const customer = isGrouped ? member(random, pick(random, groups)) : anyone(random);
    yield { customer_id: 100_000 + 3 * i, gender: pick(random, ['Female', 'Male']), ...customer };
  }
}

/** Writes customers as gzip JSON Lines, one at a time. */
export async function writeCustomers(file: string, rows: Iterable<Customer>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await pipeline(Readable.from(lines(rows)), createGzip({ level: 1 }), createWriteStream(file));
}

function* lines(rows: Iterable<Customer>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${JSON.stringify(row)}\n`;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

interface Group {
  city: string;
  age: number;
  pool: number[];
}

function plantGroups(random: RandomGenerator, count: number): Group[] {
  return Array.from({ length: count }, () => ({
    city: anyCity(random),
    age: uniformInt(random, 24, 64),
    pool: draw(random, 7),
  }));
}

function member(random: RandomGenerator, { city, age, pool }: Group): Anyone {
  const dropped = new Set(draw(random, uniformInt(random, 0, 4), pool.length));
  const own = pool.filter((_, i) => !dropped.has(i + 1));
  return {
    age: age + uniformInt(random, -3, 3),
    city: uniformFloat64(random) < 0.94 ? city : anyCity(random),
    product_ids: [...new Set([...own, ...draw(random, uniformInt(random, 0, 2))])],
  };
}

function anyone(random: RandomGenerator): Anyone {
  return {
    age: uniformInt(random, 18, 70),
    city: anyCity(random),
    product_ids: draw(random, uniformInt(random, 1, 5)),
  };
}

const anyCity = (random: RandomGenerator) => `City ${uniformInt(random, 1, cities)}`;

/** Different numbers from 1 to `from`. */
function draw(random: RandomGenerator, count: number, from = products): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(uniformInt(random, 1, from));
  return [...drawn];
}

function pick<T>(random: RandomGenerator, values: readonly T[]): T {
  return values[uniformInt(random, 0, values.length - 1)]!;
}
