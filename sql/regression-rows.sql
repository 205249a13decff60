-- The rows of a table for a regression, each with its id as text, and with its columns as numbers and as texts in the
-- order of the features. What tells training and test rows apart is its side: true or false, a day, or a group.
-- write-query puts the columns in their place, {label} being the one to predict.
UNLOAD (
  SELECT
    CAST({id} AS VARCHAR) AS id,
    CAST({label} AS DOUBLE) AS target,
    {if side: CAST({side} AS VARCHAR)}{unless side: CAST(NULL AS VARCHAR)} AS side,
    CAST(ARRAY[{each number features: CAST({x} AS DOUBLE)}] AS ARRAY(DOUBLE)) AS numbers,
    CAST(ARRAY[{each text features: CAST({x} AS VARCHAR)}] AS ARRAY(VARCHAR)) AS texts
  FROM {table}
)
TO '{target}'
WITH (format = 'JSON')
