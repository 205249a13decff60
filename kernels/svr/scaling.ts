/**
 * How features are scaled before fitting, by mean and population standard deviation:
 * `standard_on_train` is (x - mean) / std over the training rows;
 * `unit_norm` is (x - mean) / (std √n) over all n rows, as scikit-learn's load_diabetes() delivers them.
 */
export const scalingMethods = ['standard_on_train', 'unit_norm'] as const;
export type ScalingMethod = (typeof scalingMethods)[number];

/** Column by column: scaled = (x - mean) / scale. */
export interface Scaling {
  means: number[];
  scales: number[];
}

/** The standard scaling of some rows. A constant column has the scale 1 and so becomes 0. */
export function standardScaling(rows: readonly (readonly number[])[]): Scaling {
  const means = columnMeans(rows);
  const deviations = rows.map((row) => row.map((x, column) => (x - means[column]!) ** 2));
  const scales = columnMeans(deviations).map((variance, column) =>
    isConstant(rows, column) ? 1 : Math.sqrt(variance),
  );
  return { means, scales };
}

/** The scaling after which the squares of each column of these rows sum to 1. */
export function unitNormScaling(rows: readonly (readonly number[])[]): Scaling {
  const { means, scales } = standardScaling(rows);
  return { means, scales: scales.map((scale) => scale * Math.sqrt(rows.length)) };
}

export function scaleRow(row: readonly number[], { means, scales }: Scaling): number[] {
  return row.map((x, column) => (x - means[column]!) / scales[column]!);
}

function columnMeans(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length);
}

/** Told by the values: rounding can leave a constant column a variance slightly above 0. */
function isConstant(rows: readonly (readonly number[])[], column: number): boolean {
  return rows.every((row) => row[column] === rows[0]![column]);
}
