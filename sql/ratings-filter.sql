-- The ratings of active customers for well-known items, in the table's own columns: both counted over the whole table,
-- where a rating without customer still counts for its item; or, after rounds, those of the customers and items that are
-- left. (A round takes all ratings of a customer, or of an item, or none.) The order makes the file's bytes the same
-- whenever the rows are. write-query names the columns.
-- Parameters: fewest ratings of a customer, fewest ratings of an item; after rounds the run twice. Then the first day of
-- the test, where the split goes by day.
WITH
  delivered AS (
    SELECT
      *,
      {if mean: ROUND(AVG(CAST({mean} AS DOUBLE)) OVER (PARTITION BY {customer}, {item}), 10) AS nocturne_mean,}
      {if single: ROW_NUMBER() OVER (
        PARTITION BY {customer}, {item}
        ORDER BY {if time: {time} DESC NULLS LAST,} {if rating: {rating} DESC NULLS LAST,} {each columns: {x}}
      )}{unless single: 1} AS nocturne_nth
    FROM {table}
  ),
  counted AS (
    SELECT
      *,
      COUNT(*) OVER (PARTITION BY {customer}) AS nocturne_customer_ratings,
      COUNT(*) OVER (PARTITION BY {item}) AS nocturne_item_ratings
    FROM delivered
    WHERE nocturne_nth = 1 OR COALESCE(CAST({customer} AS VARCHAR), '') = ''
  ),
  kept AS (
    SELECT
      {customer},
      {item}
      {if rating: , {unless mean: {rating}}{if mean: nocturne_mean AS {mean}}}
      {if keep: , {each keep: {x}}}
      {if time: , {time}}
    FROM counted
    -- Not true for an empty customer, nor for NULL.
    WHERE CAST({customer} AS VARCHAR) <> ''
    {unless rounds: AND nocturne_customer_ratings >= ? AND nocturne_item_ratings >= ?}
    {if rounds:
      AND CAST({customer} AS VARCHAR) IN (SELECT customer FROM silver_ratings WHERE run = ?)
      AND CAST({item} AS VARCHAR) IN (SELECT item FROM silver_ratings WHERE run = ?)
    }
  )
SELECT
  {each columns: {x}}
  {if latest: , IF(
    ROW_NUMBER() OVER (PARTITION BY {customer} ORDER BY {time} DESC NULLS LAST, {item}) = 1
    AND COUNT(*) OVER (PARTITION BY {customer}) > 1,
    'test',
    'train'
  ) AS split}
  {if day: , IF({day} IN (SELECT {day} FROM kept WHERE {day} >= ?), 'test', 'train') AS split}
FROM kept
ORDER BY {each columns: {x}}
