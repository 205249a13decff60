-- The features of the customers whose income is known: nine, each raw, capped at its 95th percentile, and then scaled.
--
-- The percentile is exact: the value at position 0.95 (n - 1) of the sorted ones, counted from 0, with linear
-- interpolation between two neighbours. Scaling takes the mean and the population's deviation of the capped values; a
-- feature whose capped values are all the same scales to 0. Sums of doubles depend on the order of addition, which
-- Athena leaves open even where ORDER BY stands in them, so what is scaled is rounded to ten decimals. Features stand in
-- arrays on the way, in the order of the last SELECT.
-- Parameter: the reference year, in which ages are taken.
UNLOAD (
  WITH
    years AS (
      SELECT reference_year
      FROM UNNEST(SEQUENCE(1900, 2200)) AS t (reference_year)
      WHERE reference_year = ?
    ),
    customers AS (
      SELECT
        TRY_CAST(TRIM(id) AS BIGINT) AS customer_id,
        ARRAY[
          reference_year - TRY_CAST(TRIM(year_birth) AS DOUBLE),
          TRY_CAST(TRIM(income) AS DOUBLE),
          TRY_CAST(TRIM(mntwines) AS DOUBLE)
          + TRY_CAST(TRIM(mntfruits) AS DOUBLE)
          + TRY_CAST(TRIM(mntmeatproducts) AS DOUBLE)
          + TRY_CAST(TRIM(mntfishproducts) AS DOUBLE)
          + TRY_CAST(TRIM(mntsweetproducts) AS DOUBLE)
          + TRY_CAST(TRIM(mntgoldprods) AS DOUBLE),
          TRY_CAST(TRIM(numdealspurchases) AS DOUBLE),
          TRY_CAST(TRIM(numwebpurchases) AS DOUBLE),
          TRY_CAST(TRIM(numcatalogpurchases) AS DOUBLE),
          TRY_CAST(TRIM(numstorepurchases) AS DOUBLE),
          TRY_CAST(TRIM(numwebvisitsmonth) AS DOUBLE),
          TRY_CAST(TRIM(recency) AS DOUBLE)
        ] AS features
      FROM bronze_campaign
      CROSS JOIN years
      WHERE TRIM(income) <> ''
    ),
    ranked AS (
      SELECT
        customer_id,
        feature,
        raw,
        ROW_NUMBER() OVER (PARTITION BY feature ORDER BY raw, customer_id) - 1 AS nth,
        95 * (COUNT(*) OVER (PARTITION BY feature) - 1) AS hundredths
      FROM customers
      CROSS JOIN UNNEST(features) WITH ORDINALITY AS t (raw, feature)
    ),
    neighbours AS (
      SELECT
        feature,
        MAX(hundredths % 100) / 100e0 AS share,
        MAX(IF(nth = hundredths / 100, raw)) AS below,
        MAX(IF(nth <= hundredths / 100 + 1, raw)) AS above
      FROM ranked
      GROUP BY feature
    ),
    capped AS (
      SELECT r.customer_id, r.feature, r.raw, LEAST(r.raw, n.below + (n.above - n.below) * n.share) AS capped
      FROM ranked AS r
      JOIN neighbours AS n ON n.feature = r.feature
    ),
    means AS (
      SELECT
        feature,
        COUNT(*) AS customers,
        SUM(capped ORDER BY customer_id) / COUNT(*) AS mean,
        MIN(capped) AS lowest,
        MAX(capped) AS highest
      FROM capped
      GROUP BY feature
    ),
    spreads AS (
      SELECT
        c.feature,
        m.mean,
        IF(m.lowest < m.highest, SQRT(SUM(POWER(c.capped - m.mean, 2) ORDER BY c.customer_id) / m.customers)) AS deviation
      FROM capped AS c
      JOIN means AS m ON m.feature = c.feature
      GROUP BY c.feature, m.mean, m.customers, m.lowest, m.highest
    ),
    scaled AS (
      SELECT
        c.customer_id,
        ARRAY_AGG(c.raw ORDER BY c.feature) AS raw,
        ARRAY_AGG(c.capped ORDER BY c.feature) AS capped,
        ARRAY_AGG(ROUND(COALESCE((c.capped - s.mean) / NULLIF(s.deviation, 0), 0), 10) ORDER BY c.feature) AS scaled
      FROM capped AS c
      JOIN spreads AS s ON s.feature = c.feature
      GROUP BY c.customer_id
    )
  SELECT
    customer_id,
    raw[1] AS age,
    capped[1] AS age_capped,
    scaled[1] AS age_scaled,
    raw[2] AS income,
    capped[2] AS income_capped,
    scaled[2] AS income_scaled,
    raw[3] AS total_spend,
    capped[3] AS total_spend_capped,
    scaled[3] AS total_spend_scaled,
    raw[4] AS num_deals_purchases,
    capped[4] AS num_deals_purchases_capped,
    scaled[4] AS num_deals_purchases_scaled,
    raw[5] AS num_web_purchases,
    capped[5] AS num_web_purchases_capped,
    scaled[5] AS num_web_purchases_scaled,
    raw[6] AS num_catalog_purchases,
    capped[6] AS num_catalog_purchases_capped,
    scaled[6] AS num_catalog_purchases_scaled,
    raw[7] AS num_store_purchases,
    capped[7] AS num_store_purchases_capped,
    scaled[7] AS num_store_purchases_scaled,
    raw[8] AS num_web_visits_month,
    capped[8] AS num_web_visits_month_capped,
    scaled[8] AS num_web_visits_month_scaled,
    raw[9] AS recency,
    capped[9] AS recency_capped,
    scaled[9] AS recency_scaled
  FROM scaled
)
TO '{target}'
WITH (format = 'JSON')
