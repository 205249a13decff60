/** The pairs that sql/pairs.sql finds, against the distance clause by clause over all pairs. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { peelUnload, tokenize } from 'template-runtime/sql';
import { json, lakeUnderTest } from '../../local/test/athena/lake-under-test.ts';
import type { LakeUnderTest } from '../../local/test/athena/lake-under-test.ts';

interface Customer {
  customer_id: number;
  gender: string | null;
  age: number | null;
  city: string | null;
  product_ids: (number | null)[] | null;
}

const template = readFileSync(new URL('../../sql/pairs.sql', import.meta.url), 'utf8');
const select = selectOf(1000);

let lake: LakeUnderTest;
beforeAll(() => {
  const columns = 'customer_id bigint, gender string, age int, city string, product_ids array<int>';
  lake = lakeUnderTest({ bronze_customers: { columns, library: json } });
});
afterAll(() => lake.end());

const range = (length: number, from = 1) => Array.from({ length }, (_, i) => from + i);

/** Every kind of gap, repeats, and lists on both sides of the length from which customers meet by single products. */
const nasty: Customer[] = [
  { customer_id: -7, gender: 'Female', age: 30, city: 'Köln', product_ids: [1, 2, 3, 4, 5, 6] },
  { customer_id: -6, gender: 'Female', age: 36, city: 'Köln', product_ids: [6, 5, 4, 3, 2, 1, 1, 2] },
  { customer_id: -1, gender: null, age: 99, city: 'Köln', product_ids: [1, 1, 2, 2, 3] },
  { customer_id: 0, gender: 'Male', age: 30, city: 'Köln', product_ids: null },
  { customer_id: 1, gender: 'Male', age: 35, city: 'Köln', product_ids: [] },
  { customer_id: 2, gender: 'Male', age: 36, city: 'Köln', product_ids: [1, null, null, 2] },
  { customer_id: 3, gender: 'Male', age: null, city: 'Köln', product_ids: [null] },
  { customer_id: 4, gender: 'Female', age: 18, city: null, product_ids: [1, 2, 3, 4, 5] },
  { customer_id: 5, gender: 'Female', age: 70, city: null, product_ids: [5, 4, 3, 2, 1] },
  { customer_id: 6, gender: 'Female', age: 18, city: '', product_ids: [1, 2, 3, 4] },
  { customer_id: 7, gender: 'Female', age: 19, city: '', product_ids: [4, 3, 2] },
  { customer_id: 8, gender: 'Male', age: 40, city: 'Rom', product_ids: [-1, 0, 2147483647] },
  { customer_id: 9, gender: 'Male', age: 40, city: 'Rom', product_ids: [0, 2147483647, -1, -2147483648] },
  { customer_id: 10, gender: 'Male', age: 60, city: 'Köln', product_ids: [0] },
  { customer_id: 11, gender: 'Male', age: 41, city: 'Rom', product_ids: range(20) },
  { customer_id: 12, gender: 'Male', age: 41, city: 'Rom', product_ids: range(21) },
  { customer_id: 13, gender: 'Male', age: 80, city: 'Rom', product_ids: range(40, 5) },
  { customer_id: 14, gender: 'Female', age: 80, city: 'Köln', product_ids: range(30, 3) },
  { customer_id: 15, gender: 'Female', age: 80, city: 'Köln', product_ids: [...range(20), ...range(20)] },
  { customer_id: 16, gender: 'Male', age: 80, city: 'Rom', product_ids: range(20, 19) },
  { customer_id: 17, gender: '', age: -2147483648, city: ' ', product_ids: [1, 2, 3, 4, 5] },
  { customer_id: 18, gender: '', age: 2147483647, city: ' ', product_ids: [1, 2, 3, 4, 5] },
  { customer_id: 19, gender: 'Male', age: -2147483648, city: 'Rom', product_ids: [1, 2, 3, 4, 5] },
  { customer_id: 9007199254740991, gender: null, age: null, city: null, product_ids: [] },
  { customer_id: 9007199254740990, gender: null, age: null, city: null, product_ids: null },
];

const everyTwentieth = range(20).map((step) => String((5 * step) / 100));
const odd = [
  '0.0000001',
  '0.07',
  '0.0999999',
  '0.2499999',
  '0.3000001',
  '0.333',
  '0.5499999',
  '0.749',
  '0.999',
];

it.each([...everyTwentieth, ...odd])(
  'finds every pair within %s and no other, whatever the gaps',
  async (eps) => {
    give(nasty);
    expect(await pairsFound(eps)).toEqual(pairsWithin(nasty, eps));
  },
);

const someCustomer = fc.record({
  gender: fc.constantFrom('Female', 'Male', null),
  age: fc.oneof(fc.integer({ min: 18, max: 32 }), fc.constant(null)),
  city: fc.constantFrom('Aarhus', 'Brno', 'Cork', null),
  product_ids: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(null)), { maxLength: 9 }),
    },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 15, maxLength: 28 }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});

it('finds them among any customers', async () => {
  const population = fc.array(someCustomer, { minLength: 2, maxLength: 40 });
  const eps = fc.integer({ min: 1, max: 1000 }).map((thousandths) => String(thousandths / 1000));
  await fc.assert(
    fc.asyncProperty(population, eps, async (rows, within) => {
      const customers = rows.map((row, customer_id) => ({ customer_id, ...row }));
      give(customers);
      expect(await pairsFound(within)).toEqual(pairsWithin(customers, within));
    }),
    { numRuns: 30, seed: 1 },
  );
}, 60_000);

it('stops at the most rows to write', async () => {
  give(nasty);
  expect(await lake.rows(selectOf(7), '1', '1')).toHaveLength(7);
});

/** The query inside the UNLOAD. */
function selectOf(most: number): string {
  const statement = template.replace('{target}', 's3://lake/pairs/').replace('{most}', String(most));
  const { query } = peelUnload(tokenize(statement))!;
  return statement.slice(query[0]!.start, query.at(-1)!.end);
}

function give(customers: Customer[]): void {
  lake.put('bronze_customers/data.jsonl', customers.map((customer) => JSON.stringify(customer)).join('\n'));
}

async function pairsFound(eps: string): Promise<string[]> {
  const rows = await lake.rows(select, eps, eps);
  return rows.map((row) => row.join(' ')).sort();
}

/** In whole units of a ten-millionth, with SQL's rules for NULL; a repeated product counts once. */
function pairsWithin(customers: Customer[], eps: string): string[] {
  const sorted = [...customers].sort((a, b) => a.customer_id - b.customer_id);
  const pairs = sorted.flatMap((a, i) =>
    sorted.slice(i + 1).map((b) => ({ a, b, hundredths: distance(a, b) })),
  );
  return pairs
    .filter(({ hundredths }) => hundredths !== null && hundredths * 1e5 <= Math.round(Number(eps) * 1e7))
    .map(({ a, b, hundredths }) => `${a.customer_id} ${b.customer_id} ${(hundredths! / 100).toFixed(2)}`)
    .sort();
}

function distance(a: Customer, b: Customer): number | null {
  if (a.product_ids === null) return null;
  const products = new Set(a.product_ids.filter((product) => product !== null));
  const shared = [...products].filter((product) => b.product_ids?.includes(product)).length;
  // An age that nobody has is unknown; the machine refuses it beside this.
  const [first, second] = [a, b].map(({ age }) => (age !== null && age >= 0 && age <= 130 ? age : NaN));
  const apart = Math.abs(first! - second!) > 5;
  // A text that is empty or blank is unknown.
  const sameGender = Boolean(a.gender?.trim()) && a.gender === b.gender;
  const sameCity = Boolean(a.city?.trim()) && a.city === b.city;
  return 50 - 10 * Math.min(shared, 5) + (apart && sameGender ? 25 : 0) + (sameCity ? 0 : 25);
}
