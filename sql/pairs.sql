-- The pairs of customers whose distance is at most eps, each once, smaller id first.
--
-- The distance has three terms: 0.5 less 0.1 for each of up to five shared products, 0.25 for two of the same gender
-- more than five years apart, 0.25 for different cities. Products compare as sets. An unknown age or gender adds nothing,
-- an unknown city counts as different; an empty text is unknown. A pair whose smaller id has no product list at all (NULL)
-- has no distance; a list that is NULL on the larger id counts as empty.
--
-- Two customers of the same city are at least 0.5 - 0.1 * shared apart, others 0.25 more, so eps says how many products
-- they must share (`requirements`; a row is missing where even five are too few). Customers who need n of them must
-- have a set of min(n, 3) products in common, so they meet by such sets, in their city or anywhere (`members`,
-- `baskets`): popular single products bring nobody together. No pair is lost, and none is guessed: two customers who
-- share s products have all C(s, k) sets of k of them in common, so the number of meetings gives s back: 1, 3, 6, 10 for
-- pairs, 1, 4, 10 for threes, where 10 or more mean at least five. What they do not decide, the distance does.
--
-- A list of more than 20 products would have too many sets: such a customer meets everyone by single products. For this
-- a product alone is the set of the product with itself, which brings two together only if one's list is that long, or if
-- one product is all that they must share.
--
-- Where nothing need be shared (eps from 0.5 on in the same city, from 0.75 on anywhere), all who have not met follow.
--
-- Parameters: eps, eps. The most rows to write are filled in, as the target is: Athena takes no parameter in LIMIT, and
-- a row number to filter by has one thread number all rows.
UNLOAD (
  WITH
    requirements AS (
      SELECT same_city, MIN(shared) AS needed
      FROM (VALUES TRUE, FALSE) AS c (same_city)
      CROSS JOIN (VALUES 0, 1, 2, 3, 4, 5) AS s (shared)
      WHERE 0.5 - 0.1 * shared + IF(same_city, 0.00, 0.25) <= ?
      GROUP BY same_city
    ),
    customers AS (
      SELECT
        customer_id,
        IF(TRIM(gender) <> '', gender) AS gender,
        -- Other ages are refused by name; here they could only make a difference beyond INT.
        IF(age BETWEEN 0 AND 130, age) AS age,
        IF(TRIM(city) <> '', city) AS city,
        ARRAY_SORT(ARRAY_DISTINCT(product_ids)) AS products,
        CARDINALITY(ARRAY_DISTINCT(product_ids)) AS size
      FROM bronze_customers
    ),
    members AS (
      SELECT
        customer_id,
        gender,
        age,
        city,
        products,
        same_city,
        needed,
        IF(same_city, city, '') AS place,
        IF(size > 20, 1, GREATEST(LEAST(needed, 3), 1)) AS set_size
      FROM customers
      CROSS JOIN requirements
      WHERE needed = 0 OR size >= needed
    ),
    ones AS (
      SELECT
        customer_id, same_city, place, set_size, products, product,
        IF(set_size = 1, ARRAY[product], products) AS others
      FROM members
      CROSS JOIN UNNEST(products) AS p (product)
    ),
    twos AS (
      SELECT
        customer_id, same_city, place, set_size, product, other,
        IF(set_size = 3 AND other > product, products, ARRAY[other]) AS thirds
      FROM ones
      CROSS JOIN UNNEST(others) AS p (other)
      WHERE other >= product
    ),
    baskets AS (
      SELECT customer_id, same_city, place, set_size, product, other, third
      FROM twos
      CROSS JOIN UNNEST(thirds) AS p (third)
      WHERE third > other OR set_size < 3 OR other = product
    ),
    met AS (
      SELECT
        LEAST(a.customer_id, b.customer_id) AS customer_id_1,
        GREATEST(a.customer_id, b.customer_id) AS customer_id_2,
        a.same_city,
        a.set_size,
        COUNT(*) AS meetings
      FROM baskets AS b
      JOIN baskets AS a
        ON a.same_city = b.same_city AND a.place = b.place
        AND a.product = b.product AND a.other = b.other AND a.third = b.third
      WHERE (a.set_size = 1 OR a.other > a.product)
        AND (a.customer_id < b.customer_id OR (a.set_size = 1 AND b.set_size > 1))
      GROUP BY 1, 2, 3, 4
    ),
    distances AS (
      SELECT
        m.customer_id_1,
        m.customer_id_2,
        CAST(
          0.5 - 0.1 * CASE
            WHEN m.set_size = 1 THEN LEAST(m.meetings, 5)
            WHEN m.meetings >= 10 THEN 5
            WHEN m.meetings >= 4 THEN 4
            WHEN m.meetings = 3 THEN 3
            ELSE m.set_size
          END
          + IF(ABS(a.age - b.age) > 5 AND a.gender = b.gender, 0.25, 0.00)
          + IF(m.same_city, 0.00, 0.25)
          AS DECIMAL(3, 2)
        ) AS distance
      FROM met AS m
      JOIN customers AS a ON a.customer_id = m.customer_id_1
      JOIN customers AS b ON b.customer_id = m.customer_id_2
      WHERE m.same_city = COALESCE(a.city = b.city, FALSE)
      UNION ALL
      SELECT
        a.customer_id,
        b.customer_id,
        CAST(
          IF(ABS(a.age - b.age) > 5 AND a.gender = b.gender, 0.75, 0.50) + IF(a.same_city, 0.00, 0.25)
          AS DECIMAL(3, 2)
        )
      FROM members AS a
      JOIN members AS b
        ON b.same_city = a.same_city AND b.place = a.place AND b.customer_id > a.customer_id
      LEFT JOIN met AS m ON m.customer_id_1 = a.customer_id AND m.customer_id_2 = b.customer_id
      WHERE a.needed = 0
        AND b.needed = 0
        AND a.products IS NOT NULL
        AND (a.same_city OR COALESCE(a.city <> b.city, TRUE))
        AND m.customer_id_1 IS NULL
    )
  SELECT customer_id_1, customer_id_2, distance
  FROM distances
  WHERE distance <= ?
  LIMIT {most}
)
TO '{target}'
WITH (format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP')
