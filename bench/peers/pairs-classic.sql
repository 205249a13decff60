-- The distance of every pair of customers, as the classic demonstration computes it. Parameter: eps.
UNLOAD (
  SELECT customer_id_1, customer_id_2, distance
  FROM (
    SELECT
      c1.customer_id AS customer_id_1,
      c2.customer_id AS customer_id_2,
      CAST(
        0.5 * (1 - 0.2 * LEAST(CARDINALITY(ARRAY_INTERSECT(c1.product_ids, c2.product_ids)), 5))
        + 0.25 * IF(ABS(c1.age - c2.age) > 5 AND c1.gender = c2.gender, 1, 0)
        + 0.25 * IF(c1.city = c2.city, 0, 1)
        AS DECIMAL(3, 2)
      ) AS distance
    FROM bronze_customers AS c1
    JOIN bronze_customers AS c2 ON c1.customer_id < c2.customer_id
  )
  WHERE distance <= ?
)
TO '{target}'
WITH (format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP')
