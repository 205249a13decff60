import { Random } from 'ml-random';
import { measure, type Flat } from './flat.ts';

/**
 * First centroids by k-means++ (Arthur and Vassilvitskii, 2007): rows of which each is drawn with a probability that grows
 * with the squared distance from those before. Of a few drawn, the one that lowers the sum of these distances most.
 * @param rows of which at least k differ
 */
export function drawCentroids(rows: Flat, k: number, seed: number): Flat {
  const random = new Random(seed);
  const draws = 2 + Math.floor(Math.log(k));
  const chosen = [random.randInt(rows.rows)];
  let nearest = distancesTo(rows, chosen[0]!);
  while (chosen.length < k) {
    const candidates = Array.from(drawByWeight(nearest, draws, random), (row) => ({
      row,
      ...nearer(nearest, rows, row),
    }));
    const best = candidates.reduce((least, each) => (each.sum < least.sum ? each : least));
    chosen.push(best.row);
    nearest = best.distances;
  }
  return pick(rows, chosen);
}

function distancesTo(rows: Flat, row: number): Float64Array {
  const distances = new Float64Array(rows.rows);
  measure(rows, row, rows, distances);
  return distances;
}

/** Positions drawn with replacement, each with a probability proportional to its weight. */
function drawByWeight(weights: Float64Array, size: number, random: Random): number[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  let cumulated = 0;
  const shares = weights.map((weight) => (cumulated += weight * (1 / sum)));
  return random.randomSample(size).map((drawn) => firstAtLeast(shares, drawn));
}

/** By bisection; the last position if rounding leaves all of them below. */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > ascending[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The distances from the nearest centroid if this row became one, and their sum. */
function nearer(nearest: Float64Array, rows: Flat, row: number): { distances: Float64Array; sum: number } {
  const distances = distancesTo(rows, row);
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    if (nearest[i]! < distances[i]!) distances[i] = nearest[i]!;
    sum += distances[i]!;
  }
  return { distances, sum };
}

function pick({ values, columns }: Flat, positions: readonly number[]): Flat {
  const picked = new Float64Array(positions.length * columns);
  positions.forEach((position, i) =>
    picked.set(values.subarray(position * columns, (position + 1) * columns), i * columns),
  );
  return { values: picked, rows: positions.length, columns };
}
