import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { sampled } from '../shuffle.ts';
import { flatten, measure, type Flat } from './flat.ts';

/** Rows that are looked at: the statistic's standard error is then at most 0.02. */
const sampleSize = 500;

/** Up to here the rows are as good as spread evenly: of 500, chance alone goes beyond in less than one case of 100,000. */
const evenUpTo = 0.6;

/** Whether rows lie closer together in places than rows spread evenly over the same ranges would. */
export interface Tendency {
  /** Near 0.5 for rows spread evenly, near 1 for clusters. */
  hopkins: number;
  toCluster: boolean;
}

/** The tendency by the rows, or 500 of them, and as many places drawn evenly from the ranges of the columns. */
export function clusterTendency(rows: readonly number[][], seed: number): Tendency {
  const flat = flatten(varying(rows));
  const positions = sampled(flat.rows, sampleSize, seed);
  const hopkins = hopkinsStatistic(flat, positions, drawPlaces(flat, positions.length, seed));
  return { hopkins, toCluster: hopkins > evenUpTo };
}

/**
 * Hopkins and Skellam, 1954: Σ u^d / (Σ u^d + Σ w^d), with the distances u of places and w of some rows from the nearest
 * (other) row, in d columns.
 */
export function hopkinsStatistic(rows: Flat, positions: readonly number[], places: Flat): number {
  const squared = new Float64Array(rows.rows);
  const nearest = (from: Flat, i: number, own?: number) => {
    measure(from, i, rows, squared);
    if (own !== undefined) squared[own] = Infinity;
    return squared.reduce((least, each) => Math.min(least, each)) ** (rows.columns / 2);
  };
  let [ofPlaces, ofRows] = [0, 0];
  for (let i = 0; i < places.rows; i++) ofPlaces += nearest(places, i);
  for (const position of positions) ofRows += nearest(rows, position, position);
  return ofPlaces / (ofPlaces + ofRows);
}

/** Without the columns that are the same in all rows; at least two rows differ. */
function varying(rows: readonly number[][]): number[][] {
  const columns = rows[0]!.flatMap((first, j) => (rows.some((row) => row[j] !== first) ? [j] : []));
  return rows.map((row) => columns.map((j) => row[j]!));
}

function drawPlaces({ values, rows, columns }: Flat, count: number, seed: number): Flat {
  const random = mersenne(seed);
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let p = 0; p < rows * columns; p++) {
    low[p % columns] = Math.min(low[p % columns]!, values[p]!);
    high[p % columns] = Math.max(high[p % columns]!, values[p]!);
  }
  const places = new Float64Array(count * columns).map((_, p) => {
    const j = p % columns;
    return low[j]! + uniformFloat64(random) * (high[j]! - low[j]!);
  });
  return { values: places, rows: count, columns };
}
