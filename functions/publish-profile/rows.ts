import type { ColumnProfile, Correlation, Numbers } from '../../kernels/profile/column-profile.ts';

/** A column as write-query found it. */
export interface Described {
  name: string;
  source: string;
  type: string;
  kind: ColumnProfile['kind'];
}

/** A row of gold_profile; what is NULL may be left out. */
export type ProfileRow = Counts & { [K in keyof Optional]?: Optional[K] | null };

interface Counts {
  name: string;
  row_count: number;
  nulls: number;
  distinct_values: number;
}

interface Optional extends Omit<Numbers, 'histogram'> {
  first_value: string;
  last_value: string;
  top_values: string[];
  top_counts: number[];
  histogram_bins: number[];
  histogram_counts: number[];
}

/** A row of gold_correlations. */
export interface CorrelationRow {
  name_1: string;
  name_2: string;
  row_count: number;
  correlation?: number | null;
}

const bins = 20;

/** The profile of every column in the table's order; one that the query found no row of has none. */
export function columnProfiles(
  described: readonly Described[],
  rows: readonly ProfileRow[],
): ColumnProfile[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return described.map((column) =>
    columnProfile(
      column,
      byName.get(column.name) ?? { name: column.name, row_count: 0, nulls: 0, distinct_values: 0 },
    ),
  );
}

function columnProfile({ source, type, kind }: Described, row: ProfileRow): ColumnProfile {
  const { row_count: rows, nulls, distinct_values: distinct } = row;
  return {
    name: source,
    type,
    kind,
    rows,
    nulls,
    distinct,
    // Numbers in order of their text say nothing.
    first: kind === 'number' ? null : (row.first_value ?? null),
    last: kind === 'number' ? null : (row.last_value ?? null),
    numbers: typeof row.minimum === 'number' ? numbersOf(row) : null,
    top: (row.top_values ?? []).map((value, i) => ({
      value: written(value, type),
      rows: row.top_counts![i]!,
    })),
  };
}

/** Athena writes a double as `5.3E1`. */
const written = (value: string, type: string): string =>
  /^(double|float|real)$/.test(type) ? String(Number(value)) : value;

function numbersOf(row: ProfileRow): Numbers {
  // Where all numbers are one there is no width, and the query gives no bins.
  const filled = row.histogram_bins ?? [1];
  const counts = row.histogram_counts ?? [row.row_count - row.nulls];
  const histogram = Array<number>(bins).fill(0);
  filled.forEach((bin, i) => (histogram[bin - 1] = counts[i]!));
  return {
    minimum: row.minimum!,
    q05: row.q05!,
    q25: row.q25!,
    q50: row.q50!,
    q75: row.q75!,
    q95: row.q95!,
    maximum: row.maximum!,
    mean: row.mean!,
    deviation: row.deviation ?? null,
    outliers: row.outliers!,
    histogram,
  };
}

/** By delivered names, the strongest first. */
export function correlationsOf(
  described: readonly Described[],
  rows: readonly CorrelationRow[],
): Correlation[] {
  const source = new Map(described.map((column) => [column.name, column.source]));
  const strength = ({ correlation }: Correlation) => Math.abs(correlation ?? 0);
  return rows
    .map(({ name_1, name_2, row_count, correlation }): Correlation => ({
      columns: [source.get(name_1)!, source.get(name_2)!],
      rows: row_count,
      correlation: correlation ?? null,
    }))
    .sort((a, b) => strength(b) - strength(a) || (a.columns.join('\0') < b.columns.join('\0') ? -1 : 1));
}
