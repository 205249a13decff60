-- The pairs of customers whose distance is at most eps, each once, smaller id first.
--
-- The distance has three terms: 0.5 less 0.1 for each of up to five shared products, 0.25 for two of the same gender
-- more than five years apart, 0.25 for different cities. An unknown age or gender adds nothing, an unknown city counts
-- as different. A pair whose smaller id has no product list at all (NULL) has no distance.
--
-- Only pairs that can qualify are looked at. Below 0.5 that takes a shared product, so customers meet by product; from
-- 0.5 on the same city is enough, and from 0.75 on nearly everyone qualifies, so everyone meets everyone.
--
-- Parameters: eps, eps, eps, most rows to write.
UNLOAD (
  WITH
    customers AS (
      SELECT customer_id, gender, age, city, product_ids, 1 AS everyone
      FROM bronze_customers
    ),
    purchases AS (
      SELECT customer_id, product_id
      FROM customers
      CROSS JOIN UNNEST(ARRAY_DISTINCT(product_ids)) AS t (product_id)
      WHERE product_id IS NOT NULL
    ),
    meetings AS (
      SELECT a.customer_id AS customer_id_1, b.customer_id AS customer_id_2, 1 AS shared
      FROM purchases AS a
      JOIN purchases AS b ON b.product_id = a.product_id AND b.customer_id > a.customer_id
      UNION ALL
      SELECT a.customer_id, b.customer_id, 0
      FROM customers AS a
      JOIN customers AS b ON b.city = a.city AND b.customer_id > a.customer_id
      WHERE ? >= 0.5
      UNION ALL
      SELECT a.customer_id, b.customer_id, 0
      FROM customers AS a
      JOIN customers AS b ON b.everyone = a.everyone AND b.customer_id > a.customer_id
      WHERE ? >= 0.75
    ),
    candidates AS (
      SELECT customer_id_1, customer_id_2, LEAST(SUM(shared), 5) AS shared
      FROM meetings
      GROUP BY customer_id_1, customer_id_2
    ),
    distances AS (
      SELECT
        c.customer_id_1,
        c.customer_id_2,
        CAST(
          0.5 - 0.1 * c.shared
          + IF(ABS(a.age - b.age) > 5 AND a.gender = b.gender, 0.25, 0.00)
          + IF(a.city = b.city, 0.00, 0.25)
          AS DECIMAL(3, 2)
        ) AS distance
      FROM candidates AS c
      JOIN customers AS a ON a.customer_id = c.customer_id_1
      JOIN customers AS b ON b.customer_id = c.customer_id_2
      WHERE a.product_ids IS NOT NULL
    ),
    pairs AS (
      SELECT customer_id_1, customer_id_2, distance, ROW_NUMBER() OVER () AS nth
      FROM distances
      WHERE distance <= ?
    )
  SELECT customer_id_1, customer_id_2, distance
  FROM pairs
  WHERE nth <= ?
)
TO '{target}'
WITH (format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP')
