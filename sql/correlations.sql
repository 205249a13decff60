-- Pearson's correlation of every two numeric columns, over the rows that have both. Numbers are shifted by their column's mean before squares are
-- summed, so that large ones with small differences keep their digits.
UNLOAD (
  WITH
    cells AS (
      SELECT
        CAST(ARRAY[{each numbers: {name x}}] AS ARRAY<VARCHAR>) AS names,
        CAST(ARRAY[{each numbers: CAST({x} AS DOUBLE)}] AS ARRAY<DOUBLE>) AS numbers
      FROM {table}
    ),
    means AS (
      SELECT c.place, AVG(c.number) AS mean
      FROM cells
      CROSS JOIN UNNEST(numbers) WITH ORDINALITY AS c (number, place)
      WHERE IS_FINITE(c.number)
      GROUP BY c.place
    ),
    pairs AS (
      SELECT names[a.place] AS name_1, names[b.place] AS name_2, a.number - m.mean AS x, b.number - n.mean AS y
      FROM cells
      CROSS JOIN UNNEST(numbers) WITH ORDINALITY AS a (number, place)
      CROSS JOIN UNNEST(numbers) WITH ORDINALITY AS b (number, place)
      JOIN means AS m ON m.place = a.place
      JOIN means AS n ON n.place = b.place
      WHERE a.place < b.place AND IS_FINITE(a.number) AND IS_FINITE(b.number)
    ),
    sums AS (
      SELECT
        name_1,
        name_2,
        COUNT(*) AS n,
        SUM(x) AS x,
        SUM(y) AS y,
        SUM(x * x) AS xx,
        SUM(y * y) AS yy,
        SUM(x * y) AS xy
      FROM pairs
      GROUP BY name_1, name_2
    )
  SELECT
    name_1,
    name_2,
    n AS row_count,
    ROUND((xy - x * y / n) / NULLIF(SQRT(GREATEST(xx - x * x / n, 0)) * SQRT(GREATEST(yy - y * y / n, 0)), 0), 10) AS correlation
  FROM sums
)
TO '{target}'
WITH (format = 'JSON')
