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
  FROM {counted_ratings: ratings} AS counted
  WHERE customer_id <> '' AND customer_ratings >= ? AND product_ratings >= ?
)
TO '{target}'
WITH (format = 'JSON')
