-- One row of figures about a round of the filter: what it is given, who qualifies, what it keeps, and how much of that
-- the next round would keep (all of it, once both thresholds hold on the result). write-query names the columns.
-- Parameters: round, run, round, lowest and highest rating, then fewest ratings of a customer and of an item, three times.
WITH
  ratings AS {given_ratings: silver_ratings},
  counted AS (
    SELECT
      customer,
      item,
      rating,
      COUNT(*) OVER (PARTITION BY customer) AS customer_ratings,
      COUNT(*) OVER (PARTITION BY item) AS item_ratings
    FROM ratings
  ),
  valid AS (
    SELECT COUNT(*) AS valid_ratings
    FROM ratings
    WHERE item <> '' AND (rating IS NULL OR rating BETWEEN ? AND ?)
  ),
  given AS (
    SELECT
      COUNT(*) AS ratings,
      COUNT(customer) AS ratings_with_customer_id,
      COUNT(DISTINCT customer) AS customers,
      COUNT(DISTINCT item) AS products
    FROM ratings
  ),
  active AS (
    SELECT COUNT(DISTINCT customer) AS qualifying_customers
    FROM counted
    WHERE customer_ratings >= ?
  ),
  known AS (
    SELECT COUNT(DISTINCT item) AS qualifying_products
    FROM counted
    WHERE item_ratings >= ?
  ),
  kept AS (
    SELECT customer, item, rating
    FROM counted
    WHERE customer IS NOT NULL AND customer_ratings >= ? AND item_ratings >= ?
  ),
  remaining AS (
    SELECT
      COUNT(*) AS kept_ratings,
      COUNT(DISTINCT customer) AS kept_customers,
      COUNT(DISTINCT item) AS kept_products,
      AVG(rating) AS mean_rating,
      MIN(rating) AS lowest_rating,
      MAX(rating) AS highest_rating,
      COUNT(*) FILTER (WHERE rating = 1) AS star_1,
      COUNT(*) FILTER (WHERE rating = 2) AS star_2,
      COUNT(*) FILTER (WHERE rating = 3) AS star_3,
      COUNT(*) FILTER (WHERE rating = 4) AS star_4,
      COUNT(*) FILTER (WHERE rating = 5) AS star_5
    FROM kept
  ),
  settled AS (
    SELECT COUNT(*) AS settled_ratings
    FROM (
      SELECT
        COUNT(*) OVER (PARTITION BY customer) AS customer_ratings,
        COUNT(*) OVER (PARTITION BY item) AS item_ratings
      FROM kept
    ) AS recounted
    WHERE customer_ratings >= ? AND item_ratings >= ?
  )
SELECT *
FROM given
CROSS JOIN valid
CROSS JOIN active
CROSS JOIN known
CROSS JOIN remaining
CROSS JOIN settled
