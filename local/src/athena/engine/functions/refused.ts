/** Functions that people reach for and whose translation would not be exact: what to do instead. */
export const refused: Record<string, string> = {
  reduce:
    "DuckDB's counterpart counts wrongly in joins. Use cardinality(array_intersect(a, b)), or UNNEST and aggregate.",
  transform: 'UNNEST the array and aggregate it with array_agg.',
  filter: 'UNNEST the array and filter with WHERE.',
  approx_percentile: 'Its estimate differs between engines. Take the percentile by ROW_NUMBER and COUNT.',
  approx_distinct: 'Its estimate differs between engines. Use COUNT(DISTINCT x).',
  try: 'Use TRY_CAST, or test for what would fail with IF.',
  random: 'Results must be repeatable.',
  rand: 'Results must be repeatable.',
  regexp_like: "The engines' regular expressions differ. Use LIKE.",
  'grouping sets': 'Aggregate in several queries with UNION ALL.',
  rollup: 'Aggregate in several queries with UNION ALL.',
  cube: 'Aggregate in several queries with UNION ALL.',
};
