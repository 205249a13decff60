import type { Measured } from '../../kernels/cost/measured.ts';
import { nocturne, sql } from './command.ts';
import { fit } from './least-squares.ts';

/** How many pairs of so many customers lie at each distance. */
export interface PairCounts {
  customers: number;
  pairs: Map<number, number>;
}

/** Up to this distance pairs are counted in a run's own result. */
export const widest = 0.5;

/**
 * How many pairs of generated customers lie at each distance: most of the near ones belong to groups of constant size,
 * so their number grows with the customers, and the others' with their square.
 */
export function fitPairs(counts: PairCounts[]): Measured['pairs'] {
  return [...counts.at(-1)!.pairs.keys()].map((distance) => {
    const samples = counts.map(({ customers, pairs }) => ({
      features: { perCustomer: customers, perSquare: customers ** 2 },
      value: Math.max(1, pairs.get(distance) ?? 0),
    }));
    const { perCustomer, perSquare } = fit(samples);
    return { distance, perCustomer: perCustomer!, perSquare: perSquare! };
  });
}

/** The pairs that a run at `widest` has kept. */
export function countNearPairs(home: string, customers: number, run: string): Promise<PairCounts> {
  const statement = `SELECT distance, COUNT(*) AS pairs FROM silver_pairs WHERE run = '${run}' GROUP BY distance ORDER BY distance`;
  return countPairs(home, customers, statement);
}

/** The other distances take all pairs, so there are fewer customers. */
export async function countFarPairs(home: string): Promise<PairCounts[]> {
  const counts: PairCounts[] = [];
  for (const customers of [1_500, 4_500]) {
    await nocturne(home, 'import', '--samples', '--customers', String(customers));
    counts.push(await countPairs(home, customers, farPairs()));
  }
  return counts;
}

function farPairs(): string {
  return `SELECT distance, COUNT(*) AS pairs
  FROM (
    SELECT CAST(
      0.5 - 0.1 * LEAST(COALESCE(CARDINALITY(ARRAY_INTERSECT(a.product_ids, b.product_ids)), 0), 5)
      + IF(ABS(a.age - b.age) > 5 AND a.gender = b.gender, 0.25, 0.00)
      + IF(a.city = b.city, 0.00, 0.25) AS DECIMAL(3, 2)) AS distance
    FROM bronze_customers AS a
    JOIN bronze_customers AS b ON b.customer_id > a.customer_id
    WHERE a.product_ids IS NOT NULL
  ) AS d
  WHERE distance > ${widest}
  GROUP BY distance
  ORDER BY distance`;
}

async function countPairs(home: string, customers: number, statement: string): Promise<PairCounts> {
  const counts = await sql<{ distance: number; pairs: number }>(home, statement);
  return { customers, pairs: new Map(counts.map(({ distance, pairs }) => [distance, pairs])) };
}
