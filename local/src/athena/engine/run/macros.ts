/**
 * Athena's functions in DuckDB's words, where one expression with its arguments several times over would be hard to
 * read. NULL elements are what they differ in: DuckDB's list functions skip them.
 */
const hasNull = (array: string) => `(len(${array}) <> list_aggregate(${array}, 'count'))`;

/**
 * Characters of which only DuckDB knows the other case: ß, whose upper case is no single character, and those of
 * Unicode 14, newer than Trino's Java.
 */
const ownUpper = String.raw`\x{DF}\x{2C5F}\x{A7C1}\x{A7D1}\x{A7D7}\x{A7D9}\x{10597}-\x{105BC}`;
const ownLower = String.raw`\x{2C2F}\x{A7C0}\x{A7D0}\x{A7D6}\x{A7D8}\x{10570}-\x{10595}`;

/** Changes a text's case but for some characters. */
const changeCase = (change: string, kept: string) => `CASE
     WHEN regexp_matches(x, '[${kept}]') THEN array_to_string(list_transform(
       regexp_extract_all(x, '[${kept}]+|[^${kept}]+'),
       lambda part: CASE WHEN regexp_matches(part, '[${kept}]') THEN part ELSE ${change}(part) END), '')
     ELSE ${change}(x) END`;

const own: string[] = [
  `CREATE MACRO athena_unless_null(a, value) AS CASE WHEN ${hasNull('a')} THEN NULL ELSE value END`,
  `CREATE MACRO athena_in_order(a) AS list_filter(a, lambda e, i:
     CASE WHEN e IS NULL THEN list_position(list_transform(a, lambda x: x IS NULL), true) ELSE list_position(a, e) END = i)`,
  `CREATE MACRO athena_array_union(a, b) AS CASE
     WHEN a IS NOT NULL AND b IS NOT NULL THEN athena_in_order(list_concat(a, b)) END`,
  `CREATE MACRO athena_array_except(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN athena_in_order(
     list_filter(a, lambda e: CASE WHEN e IS NULL THEN NOT ${hasNull('b')} ELSE NOT list_contains(b, e) END)) END`,
  `CREATE MACRO athena_slice(a, start, count) AS CASE
     WHEN a IS NULL OR start IS NULL OR count IS NULL THEN NULL
     WHEN count < 0 THEN error('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0')
     WHEN start = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     WHEN count = 0 OR start > len(a) OR -start > len(a) THEN list_filter(a, lambda e: false)
     WHEN start > 0 THEN list_slice(a, start, start + count - 1)
     ELSE list_slice(a, len(a) + start + 1, len(a) + start + count) END`,
  `CREATE MACRO athena_map(k, v) AS CASE
     WHEN len(k) <> len(v) THEN error('INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length')
     WHEN ${hasNull('k')} THEN error('INVALID_FUNCTION_ARGUMENT: map key cannot be null')
     WHEN len(list_distinct(k)) < len(k) THEN error('INVALID_FUNCTION_ARGUMENT: Duplicate map keys are not allowed')
     WHEN k IS NOT NULL AND v IS NOT NULL THEN map(k, v) END`,
  // Of a key that comes twice the first counts.
  `CREATE MACRO athena_map_agg(k, v) AS CASE
     WHEN k IS NULL THEN NULL
     WHEN len(list_distinct(k)) = len(k) THEN map(k, v)
     ELSE map(athena_in_order(k), list_transform(athena_in_order(k), lambda one: v[list_position(k, one)])) END`,
  `CREATE MACRO athena_map_element(m, k) AS map_extract_value(m, k)`,
  `CREATE MACRO athena_map_subscript(m, k) AS CASE
     WHEN m IS NOT NULL AND k IS NOT NULL AND NOT map_contains(m, k)
     THEN error('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || k)
     ELSE map_extract_value(m, k) END`,
  `CREATE MACRO athena_rank(sorted, share) AS CASE
     WHEN share < 0 OR share > 1 THEN error('INVALID_FUNCTION_ARGUMENT: Percentile must be between 0 and 1')
     ELSE list_extract(sorted, CAST(least(floor(share * list_count(sorted)), list_count(sorted) - 1) AS BIGINT) + 1) END`,
  // Of the two moments at which clocks show an hour twice, Java takes the first.
  `CREATE MACRO athena_moment(local, zone) AS CASE
     WHEN timezone(zone, timezone(zone, local) - INTERVAL 1 HOUR) = local
     THEN CAST(timezone(zone, local) - INTERVAL 1 HOUR AS TIMESTAMP)
     ELSE CAST(timezone(zone, local) AS TIMESTAMP) END`,
  `CREATE MACRO athena_upper(x) AS ${changeCase('upper', ownUpper)}`,
  `CREATE MACRO athena_lower(x) AS ${changeCase('lower', ownLower)}`,
  // Trino compares arrays only without NULL elements; where it gets along with some, this does not.
  `CREATE MACRO athena_orderable(a) AS CASE
     WHEN ${hasNull('a')} THEN error('NOT_SUPPORTED: ARRAY comparison not supported for arrays with null elements')
     ELSE a END`,
  `CREATE MACRO athena_contains(a, x) AS CASE
     WHEN a IS NULL OR x IS NULL THEN NULL
     WHEN list_contains(a, x) THEN true
     WHEN ${hasNull('a')} THEN NULL
     ELSE false END`,
  `CREATE MACRO athena_contains_nothing(a) AS CASE WHEN ${hasNull('a')} THEN NULL ELSE false END`,
  `CREATE MACRO athena_array_distinct(a) AS CASE
     WHEN ${hasNull('a')} THEN list_append(list_distinct(a), NULL)
     ELSE list_distinct(a) END`,
  // Several NaN are several values to list_distinct.
  `CREATE MACRO athena_floating_distinct(a) AS CASE
     WHEN list_contains(a, CAST('NaN' AS DOUBLE)) THEN list_append(
       athena_array_distinct(list_filter(a, lambda x: x IS NULL OR NOT isnan(x))), CAST('NaN' AS DOUBLE))
     ELSE athena_array_distinct(a) END`,
  `CREATE MACRO athena_array_intersect(a, b) AS CASE
     WHEN a IS NULL OR b IS NULL THEN NULL
     WHEN ${hasNull('a')} AND ${hasNull('b')} THEN list_append(list_intersect(a, b), NULL)
     ELSE list_intersect(a, b) END`,
  `CREATE MACRO athena_arrays_overlap(a, b) AS CASE
     WHEN a IS NULL OR b IS NULL THEN NULL
     WHEN list_has_any(a, b) THEN true
     WHEN len(a) > 0 AND len(b) > 0 AND (${hasNull('a')} OR ${hasNull('b')}) THEN NULL
     ELSE false END`,
  `CREATE MACRO athena_array_sort(a) AS list_sort(a, 'ASC', 'NULLS LAST')`,
  `CREATE MACRO athena_element_at(a, i) AS CASE
     WHEN i = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     ELSE list_extract(a, i) END`,
  `CREATE MACRO athena_subscript(a, i) AS CASE
     WHEN i = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     WHEN i < 0 THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || i)
     WHEN i > len(a) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' || i || ' > ' || len(a))
     ELSE list_extract(a, i) END`,
];

/** Those that fail for a value's sake: inside TRY by a function of which DuckDB knows that it may be repeated. */
const failing = own.filter((macro) =>
  /athena_(?:rank|element_at|subscript|slice|map|map_subscript)\(/.test(macro),
);

export const macros: string[] = [
  ...own,
  ...failing.map((macro) => macro.replace('athena_', 'athena_try_').replaceAll(/\berror\(/g, 'athena_fail(')),
];
