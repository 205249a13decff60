-- The cells of the campaign data that cannot be used, the first few, each with the count of all of them.
--
-- The table's columns are texts, so that a bad number cannot silently become NULL. Every number that is there has to be
-- one; the birth year and what the features are made of have to be there, unless the row has no income: those rows
-- take no part. A row that ends early is named once, at its last column. A cell too many lands in the last column, too.
-- Parameter: the reference year.
WITH
  years AS (
    SELECT reference_year
    FROM UNNEST(SEQUENCE(1900, 2200)) AS t (reference_year)
    WHERE reference_year = ?
  ),
  rules (place, name, kind, needed) AS (
    VALUES
      (1, 'id', 'id', TRUE),
      (2, 'year_birth', 'year', TRUE),
      (3, 'income', 'number', FALSE),
      (4, 'kidhome', 'number', FALSE),
      (5, 'teenhome', 'number', FALSE),
      (6, 'recency', 'number', TRUE),
      (7, 'mntwines', 'number', TRUE),
      (8, 'mntfruits', 'number', TRUE),
      (9, 'mntmeatproducts', 'number', TRUE),
      (10, 'mntfishproducts', 'number', TRUE),
      (11, 'mntsweetproducts', 'number', TRUE),
      (12, 'mntgoldprods', 'number', TRUE),
      (13, 'numdealspurchases', 'number', TRUE),
      (14, 'numwebpurchases', 'number', TRUE),
      (15, 'numcatalogpurchases', 'number', TRUE),
      (16, 'numstorepurchases', 'number', TRUE),
      (17, 'numwebvisitsmonth', 'number', TRUE),
      (18, 'acceptedcmp3', 'number', FALSE),
      (19, 'acceptedcmp4', 'number', FALSE),
      (20, 'acceptedcmp5', 'number', FALSE),
      (21, 'acceptedcmp1', 'number', FALSE),
      (22, 'acceptedcmp2', 'number', FALSE),
      (23, 'complain', 'number', FALSE),
      (24, 'z_costcontact', 'number', FALSE),
      (25, 'z_revenue', 'number', FALSE),
      (26, 'response', 'number', FALSE)
  ),
  customers AS (
    SELECT
      COALESCE(
        NULLIF(SUBSTR(TRIM(id), 1, 40), ''),
        'without id, born ' || TRIM(year_birth) || ', income ' || TRIM(income),
        'without id'
      ) AS customer,
      COUNT(*) OVER (PARTITION BY TRY_CAST(TRIM(id) AS BIGINT)) AS namesakes,
      response IS NULL AS short,
      TRIM(income) <> '' AS has_income,
      ARRAY[
        id, year_birth, income, kidhome, teenhome, recency,
        mntwines, mntfruits, mntmeatproducts, mntfishproducts, mntsweetproducts, mntgoldprods,
        numdealspurchases, numwebpurchases, numcatalogpurchases, numstorepurchases, numwebvisitsmonth,
        acceptedcmp3, acceptedcmp4, acceptedcmp5, acceptedcmp1, acceptedcmp2, complain,
        z_costcontact, z_revenue, response
      ] AS texts
    FROM bronze_campaign
    WHERE id <> '' OR year_birth IS NOT NULL
  ),
  cells AS (
    SELECT
      customer,
      namesakes,
      short,
      has_income,
      place,
      COALESCE(TRIM(text), '') AS text,
      TRY_CAST(TRIM(text) AS BIGINT) AS whole,
      TRY_CAST(TRIM(text) AS DOUBLE) AS number
    FROM customers
    CROSS JOIN UNNEST(texts) WITH ORDINALITY AS t (text, place)
  ),
  judged AS (
    SELECT
      customer,
      r.place,
      r.name,
      text,
      CASE
        WHEN short THEN
          IF(r.name = 'response', 'is missing: a row has 29 cells, separated by tabs')
        WHEN text = '' THEN
          IF(r.kind = 'id' OR (r.needed AND has_income), 'is missing')
        WHEN r.kind = 'id' AND COALESCE(whole NOT BETWEEN -9007199254740991 AND 9007199254740991, TRUE) THEN
          'is not a whole number'
        WHEN r.kind = 'id' AND namesakes > 1 THEN
          'occurs in more than one row'
        WHEN r.kind = 'year' AND whole IS NULL THEN
          'is not a year'
        WHEN r.kind = 'year' AND whole > reference_year THEN
          'lies after the reference year'
        WHEN r.kind = 'year' AND whole < reference_year - 130 THEN
          'lies more than 130 years before the reference year'
        WHEN COALESCE(ABS(number) > 1e12 OR IS_NAN(number), TRUE) THEN
          'is not a number from -1e12 to 1e12'
      END AS problem
    FROM cells AS c
    JOIN rules AS r ON r.place = c.place
    CROSS JOIN years
  )
SELECT
  customer,
  name,
  SUBSTR(text, 1, 80) AS value,
  problem,
  COUNT(*) OVER () AS problems
FROM judged
WHERE problem IS NOT NULL
ORDER BY TRY_CAST(customer AS BIGINT), customer, place
LIMIT 5
