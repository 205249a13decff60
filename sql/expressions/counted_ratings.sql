-- Ratings with how many their customer and their product have; a rating without customer still counts for its product.
(
  SELECT
    customer_id,
    product_id,
    star_rating,
    product_title,
    COUNT(*) OVER (PARTITION BY customer_id) AS customer_ratings,
    COUNT(*) OVER (PARTITION BY product_id) AS product_ratings
  FROM {x}
)
