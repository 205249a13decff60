-- A table's profile: one row for each of its columns.
--
-- Numbers are profiled as doubles, everything else as text. Quantiles are those between neighbours (Hyndman and Fan's seventh, as NumPy's
-- default); outliers lie more than 1.5 interquartile ranges outside the quartiles (Tukey); a histogram has 20 bins of one width from the
-- least number to the largest.
UNLOAD (
  WITH
    cells AS (
      SELECT names[c.place] AS name, texts[c.place] AS value, IF(IS_FINITE(c.number), c.number, NULL) AS number
      FROM (
        SELECT
          CAST(ARRAY[{each numbers: {name x}}] AS ARRAY<VARCHAR>) AS names,
          CAST(ARRAY[{each numbers: CAST({x} AS VARCHAR)}] AS ARRAY<VARCHAR>) AS texts,
          CAST(ARRAY[{each numbers: CAST({x} AS DOUBLE)}] AS ARRAY<DOUBLE>) AS numbers
        FROM {table}
      )
      CROSS JOIN UNNEST(numbers) WITH ORDINALITY AS c (number, place)
      UNION ALL
      SELECT names[c.place] AS name, c.value, NULL AS number
      FROM (
        SELECT
          CAST(ARRAY[{each others: {name x}}] AS ARRAY<VARCHAR>) AS names,
          CAST(ARRAY[{each others: CAST({x} AS VARCHAR)}] AS ARRAY<VARCHAR>) AS texts
        FROM {table}
      )
      CROSS JOIN UNNEST(texts) WITH ORDINALITY AS c (value, place)
    ),
    counts AS (
      SELECT name, value, number, COUNT(*) AS n
      FROM cells
      GROUP BY name, value, number
    ),
    ranked AS (
      SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY name ORDER BY value IS NULL, n DESC, value) AS standing
      FROM counts
    ),
    sorted AS (
      SELECT name, ARRAY_AGG(number ORDER BY number) AS numbers, CAST(COUNT(*) - 1 AS DOUBLE) AS last
      FROM cells
      WHERE number IS NOT NULL
      GROUP BY name
    ),
    quantiles AS (
      SELECT
        name,
        numbers[1] AS minimum,
        {quantile: 0.05} AS q05,
        {quantile: 0.25} AS q25,
        {quantile: 0.5} AS q50,
        {quantile: 0.75} AS q75,
        {quantile: 0.95} AS q95,
        ELEMENT_AT(numbers, -1) AS maximum
      FROM sorted
    ),
    moments AS (
      SELECT
        c.name,
        COUNT(*) AS n,
        COUNT(c.value) AS filled,
        MIN(c.value) AS first_value,
        MAX(c.value) AS last_value,
        MAX(q.q50) + AVG(c.number - q.q50) AS mean,
        STDDEV_SAMP(c.number - q.q50) AS deviation,
        SUM(IF(c.number < q.q25 - 1.5 * (q.q75 - q.q25) OR c.number > q.q75 + 1.5 * (q.q75 - q.q25), 1, 0)) AS outliers
      FROM cells AS c
      LEFT JOIN quantiles AS q ON q.name = c.name
      GROUP BY c.name
    ),
    tops AS (
      SELECT
        name,
        COUNT(value) AS distinct_values,
        ARRAY_AGG(value ORDER BY standing) FILTER (WHERE standing <= 20 AND value IS NOT NULL) AS top_values,
        ARRAY_AGG(n ORDER BY standing) FILTER (WHERE standing <= 20 AND value IS NOT NULL) AS top_counts
      FROM ranked
      GROUP BY name
    ),
    bins AS (
      SELECT name, bin, SUM(n) AS n
      FROM (
        SELECT
          c.name,
          c.n,
          LEAST(20, 1 + CAST(FLOOR(20 * ((c.number - q.minimum) / NULLIF(q.maximum - q.minimum, 0))) AS BIGINT)) AS bin
        FROM counts AS c
        JOIN quantiles AS q ON q.name = c.name
        WHERE c.number IS NOT NULL
      )
      WHERE bin IS NOT NULL
      GROUP BY name, bin
    ),
    histograms AS (
      SELECT name, ARRAY_AGG(bin ORDER BY bin) AS bins, ARRAY_AGG(n ORDER BY bin) AS bin_counts
      FROM bins
      GROUP BY name
    )
  SELECT
    m.name,
    m.n AS row_count,
    m.n - m.filled AS nulls,
    t.distinct_values,
    m.first_value,
    m.last_value,
    q.minimum,
    q.q05,
    q.q25,
    q.q50,
    q.q75,
    q.q95,
    q.maximum,
    {significant: m.mean} AS mean,
    {significant: m.deviation} AS deviation,
    IF(q.minimum IS NULL, NULL, m.outliers) AS outliers,
    t.top_values,
    t.top_counts,
    h.bins AS histogram_bins,
    h.bin_counts AS histogram_counts
  FROM moments AS m
  JOIN tops AS t ON t.name = m.name
  LEFT JOIN quantiles AS q ON q.name = m.name
  LEFT JOIN histograms AS h ON h.name = m.name
)
TO '{target}'
WITH (format = 'JSON')
