/** Functions that people reach for and whose translation would not be exact: what to do instead. */
export const refused: Record<string, string> = {
  reduce:
    "DuckDB's counterpart counts wrongly in joins. Use cardinality(array_intersect(a, b)), or UNNEST and aggregate.",
  transform: 'UNNEST the array and aggregate it with array_agg.',
  filter: 'UNNEST the array and filter with WHERE.',
};
