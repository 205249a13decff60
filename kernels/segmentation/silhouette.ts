import { sampled } from '../shuffle.ts';
import type { Assignment } from './assign.ts';
import { flatten, measure } from './flat.ts';

const { sqrt } = Math;

/** Up to this many rows every silhouette is computed: 400 million distances, a few seconds. */
const exactUpTo = 20_000;
const sampleSize = 5_000;

/** Positions of the rows whose silhouettes are computed: all of them, or above 20,000 rows 5,000 drawn by the seed. */
export function silhouettePositions(rows: number, seed: number): number[] {
  return sampled(rows, rows > exactUpTo ? sampleSize : rows, seed);
}

/**
 * Silhouette coefficients (Rousseeuw, 1987) of the rows at some positions, each against all rows:
 * (b - a) / max(a, b) with the row's mean Euclidean distance a to the others of its cluster and b to the nearest other
 * cluster. It is 0 for a row that is alone in its cluster. At least two clusters have rows.
 */
export function silhouettes(
  rows: readonly number[][],
  { labels, sizes }: Pick<Assignment, 'labels' | 'sizes'>,
  positions: readonly number[],
): number[] {
  const flat = flatten(rows);
  const squared = new Float64Array(flat.rows);
  const sums = new Float64Array(sizes.length);
  return positions.map((position) => {
    sums.fill(0);
    measure(flat, position, flat, squared);
    for (let i = 0; i < flat.rows; i++) sums[labels[i]!]! += sqrt(squared[i]!);
    return coefficient(sums, sizes, labels[position]!);
  });
}

function coefficient(sums: Float64Array, sizes: readonly number[], own: number): number {
  if (sizes[own]! < 2) return 0;
  const a = sums[own]! / (sizes[own]! - 1);
  let b = Infinity;
  for (let c = 0; c < sizes.length; c++) {
    if (c !== own && sizes[c]! > 0) b = Math.min(b, sums[c]! / sizes[c]!);
  }
  const larger = Math.max(a, b);
  return larger > 0 ? (b - a) / larger : 0;
}

export interface MeanSilhouette {
  silhouette: number;
  /** Standard error of a mean over a sample without replacement; null for the exact mean. */
  silhouetteError: number | null;
}

/** The mean over `rows` rows from the coefficients of all or of a sample of them. */
export function meanSilhouette(values: readonly number[], rows: number): MeanSilhouette {
  const size = values.length;
  const silhouette = values.reduce((sum, value) => sum + value, 0) / size;
  if (size === rows) return { silhouette, silhouetteError: null };
  const variance = values.reduce((sum, value) => sum + (value - silhouette) ** 2, 0) / (size - 1);
  return { silhouette, silhouetteError: Math.sqrt((variance / size) * (1 - size / rows)) };
}
