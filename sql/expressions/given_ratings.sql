-- The ratings that a round is given: in the first the table's own, each further one those that {x} has left. Where
-- duplicates count once, it is the latest of a customer's ratings of an item; ratings without customer are nobody's.
-- Parameters: round, run, round.
(
  SELECT
    NULLIF(CAST({customer} AS VARCHAR), '') AS customer,
    CAST({item} AS VARCHAR) AS item,
    {if mean: nocturne_mean}{unless mean: {if rating: CAST({rating} AS DOUBLE)}{unless rating: CAST(NULL AS DOUBLE)}} AS rating
  FROM (
    SELECT
      *,
      {if mean: ROUND(AVG(CAST({mean} AS DOUBLE)) OVER (PARTITION BY {customer}, {item}), 10) AS nocturne_mean,}
      {if single: ROW_NUMBER() OVER (
        PARTITION BY {customer}, {item}
        ORDER BY {if time: {time} DESC NULLS LAST,} {if rating: {rating} DESC NULLS LAST,} {item}
      )}{unless single: 1} AS nocturne_nth
    FROM {table}
  ) AS delivered
  WHERE (nocturne_nth = 1 OR COALESCE(CAST({customer} AS VARCHAR), '') = '') AND ? = 1
  UNION ALL
  SELECT customer, item, rating
  FROM {x}
  WHERE run = ? AND ? > 1
)
