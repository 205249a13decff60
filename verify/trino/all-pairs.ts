/**
 * The distance statement as it is commonly written, over all pairs, by how it counts shared products. For lists without
 * repetitions and NULLs both say the same as `sql/pairs.sql`. Parameter: eps.
 */
export const allPairs = {
  'all pairs by REDUCE': statement(
    'REDUCE(c1.product_ids, 0, (s, x) -> IF(CONTAINS(c2.product_ids, x), s + 1, s), s -> s)',
  ),
  'all pairs by ARRAY_INTERSECT': statement(
    'CARDINALITY(ARRAY_INTERSECT(ARRAY_DISTINCT(c1.product_ids), ARRAY_DISTINCT(c2.product_ids)))',
  ),
};

function statement(shared: string): string {
  return `
    SELECT customer_id_1, customer_id_2, distance
    FROM (
      SELECT
        c1.customer_id AS customer_id_1,
        c2.customer_id AS customer_id_2,
        CAST(
          0.5 * (1 - 0.2 * LEAST(${shared}, 5))
          + 0.25 * IF(ABS(c1.age - c2.age) > 5 AND c1.gender = c2.gender, 1, 0)
          + 0.25 * IF(c1.city = c2.city, 0, 1)
          AS DECIMAL(3, 2)
        ) AS distance
      FROM bronze_customers AS c1
      JOIN bronze_customers AS c2 ON c1.customer_id < c2.customer_id
    ) AS pairs
    WHERE distance <= ?`;
}
