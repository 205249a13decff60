import type { Trial } from '../svr/hyperparameters.ts';

/** What a batch works on besides its trials. */
export interface Work {
  trainingRows: number;
  folds: number;
  /** Largest less smallest target of the training rows. */
  targetRange: number;
}

/** Shorter batches would mostly start and read. */
const leastSeconds = 2;
const mostSeconds = 30;

/** No batch is estimated above it, so that one takes less than run-trials' timeout even if it is four times as slow. */
const safeSeconds = 200;

/** So many trials of 100 bytes are far below the 256 KiB of a batch's input. */
const mostTrials = 1000;

/**
 * How many trials a batch holds: seconds of work, in as many batches as may run at once if there is enough of it. The
 * results do not depend on it.
 */
export function trialsPerBatch(trials: readonly Trial[], work: Work, maxConcurrency: number): number {
  const seconds = trials.map((trial) => estimateSeconds(trial, work));
  const mean = seconds.reduce((sum, each) => sum + each, 0) / trials.length;
  const shared = Math.ceil(trials.length / maxConcurrency);
  const least = Math.ceil(leastSeconds / mean);
  const most = Math.floor(mostSeconds / mean);
  let size = Math.max(1, Math.min(Math.max(shared, least), Math.max(most, least), mostTrials, trials.length));
  while (size > 1 && longestBatch(seconds, size) > safeSeconds) size = Math.ceil(size / 2);
  return size;
}

/**
 * Measured on one core, for 100 to 2000 rows, gamma from 1e-4 to 100 and C up to 3 million times the targets' range:
 * right on average over a search, while single trials take from a fifth to ten times as long.
 */
export function estimateSeconds({ C }: Trial, { trainingRows, folds, targetRange }: Work): number {
  const relativeC = targetRange > 0 ? C / targetRange : 0;
  return (folds + 1) * 1e-9 * trainingRows ** 2.5 * Math.sqrt(1 + relativeC / 6);
}

function longestBatch(seconds: readonly number[], size: number): number {
  let longest = 0;
  for (let start = 0; start < seconds.length; start += size) {
    longest = Math.max(
      longest,
      seconds.slice(start, start + size).reduce((sum, each) => sum + each, 0),
    );
  }
  return longest;
}
