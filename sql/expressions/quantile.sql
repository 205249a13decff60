-- A quantile of the ascending array `numbers`, whose last index from 0 is `last`: between neighbours, as NumPy's default.
(
  numbers[CAST(FLOOR({x} * last) AS BIGINT) + 1]
  + ({x} * last - FLOOR({x} * last))
  * (numbers[CAST(CEIL({x} * last) AS BIGINT) + 1] - numbers[CAST(FLOOR({x} * last) AS BIGINT) + 1])
)
