-- One round of the repeated filter: the ratings of active customers for well-known items, both counted over what the
-- round is given, where a rating without customer still counts for its item. write-query names the columns.
-- Parameters: round, run, round, fewest ratings of a customer, fewest ratings of an item.
UNLOAD (
  SELECT customer, item, rating
  FROM (
    SELECT
      customer,
      item,
      rating,
      COUNT(*) OVER (PARTITION BY customer) AS customer_ratings,
      COUNT(*) OVER (PARTITION BY item) AS item_ratings
    FROM {given_ratings: silver_ratings} AS ratings
  ) AS counted
  WHERE customer IS NOT NULL AND customer_ratings >= ? AND item_ratings >= ?
)
TO '{target}'
WITH (format = 'JSON')
