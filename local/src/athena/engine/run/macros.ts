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
const failing = own.filter((macro) => /athena_(?:rank|element_at|subscript)\(/.test(macro));

export const macros: string[] = [
  ...own,
  ...failing.map((macro) => macro.replace('athena_', 'athena_try_').replaceAll(/\berror\(/g, 'athena_fail(')),
];
