import { Failure } from '../failure.ts';
import type { MeanSilhouette } from './silhouette.ts';

/** What `fit-kmeans` returns for one k. */
export interface Fit extends MeanSilhouette {
  k: number;
  inertia: number;
  sizes: number[];
}

/** By which figure k is chosen, or k itself. */
export type Choose = 'silhouette' | 'elbow' | number;

/** A row of gold_segment_choice. */
export interface ChoiceRow {
  k: number;
  inertia: number;
  silhouette: number;
  chosen: boolean;
}

/**
 * How far each point (k, inertia) lies from the straight line through the first and the last.
 * @param fits by ascending k
 */
export function chordDistances(fits: readonly Fit[]): number[] {
  const first = fits[0]!;
  const last = fits.at(-1)!;
  const [width, height] = [last.k - first.k, last.inertia - first.inertia];
  const length = Math.hypot(width, height) || 1;
  return fits.map(
    ({ k, inertia }) => Math.abs(width * (first.inertia - inertia) - (first.k - k) * height) / length,
  );
}

/** The k whose figure is the largest, of equals the smallest k. */
function largest(fits: readonly Fit[], figures: readonly number[]): number {
  return fits[figures.indexOf(Math.max(...figures))]!.k;
}

/** The k that every rule would take, and the one taken. */
export interface Choice {
  k: number;
  chosenBy: 'silhouette' | 'elbow' | 'number';
  elbow: number;
  bestSilhouette: number;
  choice: ChoiceRow[];
}

/**
 * @param fits by ascending k
 * @throws Failure InvalidEvent if the k asked for was not fitted
 */
export function chooseK(fits: readonly Fit[], choose: Choose): Choice {
  const elbow = largest(fits, chordDistances(fits));
  const bestSilhouette = largest(
    fits,
    fits.map(({ silhouette }) => silhouette),
  );
  const k = { elbow, silhouette: bestSilhouette }[choose] ?? (choose as number);
  if (!fits.some((fit) => fit.k === k)) {
    const fitted = fits.map((fit) => fit.k).join(', ');
    throw new Failure('InvalidEvent', `choose must be one of the fitted k, ${fitted}, but is ${k}.`);
  }
  const choice = fits.map((fit) => ({
    k: fit.k,
    inertia: fit.inertia,
    silhouette: fit.silhouette,
    chosen: fit.k === k,
  }));
  return { k, chosenBy: typeof choose === 'number' ? 'number' : choose, elbow, bestSilhouette, choice };
}

/** The table of the choice with what the figures rest on. */
export function withReasons(fits: readonly Fit[], choice: readonly ChoiceRow[]) {
  const distances = chordDistances(fits);
  return choice.map((row, i) => ({
    ...row,
    silhouetteError: fits[i]!.silhouetteError,
    chordDistance: distances[i]!,
  }));
}
