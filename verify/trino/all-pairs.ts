/** An empty text and an age that nobody has are unknown. */
const customers = `(
        SELECT
          customer_id,
          IF(TRIM(gender) <> '', gender) AS gender,
          IF(age BETWEEN 0 AND 130, age) AS age,
          IF(TRIM(city) <> '', city) AS city,
          product_ids
        FROM bronze_customers
      )`;

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
      FROM ${customers} AS c1
      JOIN ${customers} AS c2 ON c1.customer_id < c2.customer_id
    ) AS pairs
    WHERE distance <= ?`;
}
