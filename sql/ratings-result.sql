-- The rows that the rounds of a run have left, in the order of ratings-filter.sql.
-- Parameters: run.
SELECT customer_id, product_id, star_rating, product_title
FROM silver_ratings
WHERE run = ?
ORDER BY customer_id, product_id, star_rating, product_title
