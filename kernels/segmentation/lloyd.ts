import { measure, type Flat } from './flat.ts';

/** Rows by the thousand take 10 to 70 steps; the bound is there for rounding that cycles. */
const maxSteps = 1000;

/** What rounding may have added to a bound: centroids this close to a tie are compared. */
const slack = 1 + 1e-9;

/** Each centroid with the rows that are nearest to it. */
export interface Clustering {
  centroids: Flat;
  /** By row. */
  labels: Int32Array;
  sizes: Int32Array;
}

/** How far a row is at most from its own centroid, and at least from each. */
interface Bounds {
  upper: Float64Array;
  /** By row, then centroid. */
  lower: Float64Array;
}

/**
 * Lloyd's algorithm until no centroid moves: each row to its nearest centroid (the first of several equally near), each
 * centroid to the mean of its rows (one without rows stays). A centroid that cannot be the nearest, by the triangle
 * inequality, is not measured (Elkan, 2003); the result is that of measuring all.
 */
export function lloyd(rows: Flat, start: Flat): Clustering {
  const labels = new Int32Array(rows.rows);
  const upper = new Float64Array(rows.rows).fill(Infinity);
  const lower = new Float64Array(rows.rows * start.rows);
  let centroids = start;
  for (let step = 0; ; step++) {
    assignRows(rows, centroids, labels, { upper, lower });
    const sizes = sizesOf(labels, start.rows);
    const means = meansOf(rows, centroids, labels, sizes);
    const moves = movesBetween(centroids, means);
    centroids = means;
    if (step === maxSteps || moves.every((move) => move === 0)) return { centroids, labels, sizes };
    loosen({ upper, lower }, labels, moves);
  }
}

function assignRows(rows: Flat, centroids: Flat, labels: Int32Array, { upper, lower }: Bounds): void {
  const k = centroids.rows;
  const halfGaps = halfGapsOf(centroids);
  const squared = new Float64Array(k);
  for (let i = 0; i < rows.rows; i++) {
    let own = labels[i]!;
    let isMeasured = false;
    let reach = upper[i]! * slack;
    for (let c = 0; c < k; c++) {
      const bound = Math.max(lower[i * k + c]!, halfGaps[own * k + c]!);
      if (c === own || reach < bound) continue;
      if (!isMeasured) {
        isMeasured = true;
        measure(rows, i, centroids, squared, own, own + 1);
        lower[i * k + own] = upper[i] = Math.sqrt(squared[own]!);
        reach = upper[i]! * slack;
        if (reach < bound) continue;
      }
      measure(rows, i, centroids, squared, c, c + 1);
      lower[i * k + c] = Math.sqrt(squared[c]!);
      if (squared[c]! > squared[own]! || (squared[c] === squared[own] && c > own)) continue;
      own = c;
      upper[i] = lower[i * k + c]!;
      reach = upper[i]! * slack;
    }
    labels[i] = own;
  }
}

/** Half of the distances between centroids: rows closer to one than that are no closer to the other. */
function halfGapsOf(centroids: Flat): Float64Array {
  const { rows: k } = centroids;
  const gaps = new Float64Array(k * k);
  for (let c = 0; c < k; c++) measure(centroids, c, centroids, gaps.subarray(c * k, (c + 1) * k));
  return gaps.map((squared) => Math.sqrt(squared) / 2);
}

function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  return sizes;
}

function meansOf(
  { values, rows, columns }: Flat,
  previous: Flat,
  labels: Int32Array,
  sizes: Int32Array,
): Flat {
  const means = new Float64Array(previous.values.length);
  for (let i = 0, p = 0; i < rows; i++)
    for (let j = 0, q = labels[i]! * columns; j < columns; j++, p++, q++) means[q]! += values[p]!;
  for (let c = 0, q = 0; c < previous.rows; c++)
    for (let j = 0; j < columns; j++, q++)
      means[q] = sizes[c]! > 0 ? means[q]! / sizes[c]! : previous.values[q]!;
  return { ...previous, values: means };
}

function movesBetween(before: Flat, after: Flat): Float64Array {
  const squared = new Float64Array(after.rows);
  for (let c = 0; c < after.rows; c++) measure(before, c, after, squared, c, c + 1);
  return squared.map(Math.sqrt);
}

/** The bounds hold for the moved centroids. */
function loosen({ upper, lower }: Bounds, labels: Int32Array, moves: Float64Array): void {
  for (let i = 0, p = 0; i < labels.length; i++) {
    upper[i]! += moves[labels[i]!]!;
    for (let c = 0; c < moves.length; c++, p++) lower[p]! -= moves[c]!;
  }
}
