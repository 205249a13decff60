-- The ratings of active customers for well-known products: both counted over the whole table, where a rating without
-- customer still counts for its product. The order makes the file's bytes the same whenever the rows are.
-- Parameters: fewest ratings of a customer, fewest ratings of a product.
SELECT customer_id, product_id, star_rating, product_title
FROM {counted_ratings: bronze_ratings} AS ratings
-- Not true for an empty customer, nor for NULL.
WHERE customer_id <> '' AND customer_ratings >= ? AND product_ratings >= ?
ORDER BY customer_id, product_id, star_rating, product_title
