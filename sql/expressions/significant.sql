-- A figure in the target's unit to 12 significant digits, whether that is large or small: ten decimals would lose small
-- ones, and the last digits of a sum of doubles depend on the order of addition. Through text, because powers of ten
-- beyond 22 are not exact.
CASE
  WHEN ABS({x}) BETWEEN 1e-290 AND 1e290 THEN
    CAST(
      CAST(CAST(ROUND({x} * POWER(10, 11 - FLOOR(LOG10(ABS({x}))))) AS BIGINT) AS VARCHAR)
      || 'E' || CAST(CAST(FLOOR(LOG10(ABS({x}))) AS BIGINT) - 11 AS VARCHAR)
      AS DOUBLE
    )
  ELSE {x}
END
