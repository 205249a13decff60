-- One round of the repeated filter: the first as ratings-filter.sql, each further one over the rows that the one before
-- has left.
-- Parameters: round, run, round, fewest ratings of a customer, fewest ratings of a product.
UNLOAD (
  WITH
    ratings AS (
      SELECT customer_id, product_id, star_rating, product_title
      FROM bronze_ratings
      WHERE ? = 1
      UNION ALL
      SELECT customer_id, product_id, star_rating, product_title
      FROM silver_ratings
      WHERE run = ? AND ? > 1
    )
  SELECT customer_id, product_id, star_rating, product_title
  FROM (
    SELECT
      customer_id,
      product_id,
      star_rating,
      product_title,
      COUNT(*) OVER (PARTITION BY customer_id) AS customer_ratings,
      COUNT(*) OVER (PARTITION BY product_id) AS product_ratings
    FROM ratings
  ) AS counted
  WHERE customer_id <> '' AND customer_ratings >= ? AND product_ratings >= ?
)
TO '{target}'
WITH (format = 'JSON')
