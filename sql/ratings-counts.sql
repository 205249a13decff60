-- One row of figures about a round of the filter: what it is given, who qualifies, what it keeps, and how much of that
-- the next round would keep (all of it, once both thresholds hold on the result). The first round is given the table
-- as delivered, each further one the rows that the one before has left.
-- Parameters: round, run, round, then fewest ratings of a customer and of a product, three times.
WITH
  ratings AS (
    SELECT NULLIF(customer_id, '') AS customer_id, product_id, star_rating
    FROM bronze_ratings
    WHERE ? = 1
    UNION ALL
    SELECT customer_id, product_id, star_rating
    FROM silver_ratings
    WHERE run = ? AND ? > 1
  ),
  counted AS (
    SELECT
      customer_id,
      product_id,
      star_rating,
      COUNT(*) OVER (PARTITION BY customer_id) AS customer_ratings,
      COUNT(*) OVER (PARTITION BY product_id) AS product_ratings
    FROM ratings
  ),
  given AS (
    SELECT
      COUNT(*) AS ratings,
      COUNT(customer_id) AS ratings_with_customer_id,
      COUNT(DISTINCT customer_id) AS customers,
      COUNT(DISTINCT product_id) AS products,
      COUNT(*) FILTER (
        WHERE product_id IS NULL OR product_id = '' OR star_rating NOT BETWEEN 1 AND 5
      ) AS invalid_ratings
    FROM ratings
  ),
  active AS (
    SELECT COUNT(DISTINCT customer_id) AS qualifying_customers
    FROM counted
    WHERE customer_ratings >= ?
  ),
  known AS (
    SELECT COUNT(DISTINCT product_id) AS qualifying_products
    FROM counted
    WHERE product_ratings >= ?
  ),
  kept AS (
    SELECT customer_id, product_id, star_rating
    FROM counted
    WHERE customer_id IS NOT NULL AND customer_ratings >= ? AND product_ratings >= ?
  ),
  remaining AS (
    SELECT
      COUNT(*) AS kept_ratings,
      COUNT(DISTINCT customer_id) AS kept_customers,
      COUNT(DISTINCT product_id) AS kept_products,
      AVG(star_rating) AS mean_star_rating,
      COUNT(*) FILTER (WHERE star_rating = 1) AS star_1,
      COUNT(*) FILTER (WHERE star_rating = 2) AS star_2,
      COUNT(*) FILTER (WHERE star_rating = 3) AS star_3,
      COUNT(*) FILTER (WHERE star_rating = 4) AS star_4,
      COUNT(*) FILTER (WHERE star_rating = 5) AS star_5
    FROM kept
  ),
  settled AS (
    SELECT COUNT(*) AS settled_ratings
    FROM (
      SELECT
        COUNT(*) OVER (PARTITION BY customer_id) AS customer_ratings,
        COUNT(*) OVER (PARTITION BY product_id) AS product_ratings
      FROM kept
    ) AS recounted
    WHERE customer_ratings >= ? AND product_ratings >= ?
  )
SELECT *
FROM given
CROSS JOIN active
CROSS JOIN known
CROSS JOIN remaining
CROSS JOIN settled
