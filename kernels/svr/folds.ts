import { Failure } from '../failure.ts';
import { shuffled } from '../shuffle.ts';

/**
 * The positions 0 … rows - 1, shuffled by the seed (Fisher and Yates) and cut into folds whose sizes differ by at most
 * one, the larger ones first.
 * @throws Failure TooManyFolds if a fold would be empty
 */
export function cutFolds(rows: number, folds: number, seed: number): number[][] {
  checkFolds(rows, folds);
  const positions = shuffled(rows, seed);
  const larger = rows % folds;
  const size = Math.floor(rows / folds);
  const start = (fold: number) => fold * size + Math.min(fold, larger);
  return Array.from({ length: folds }, (_, fold) => positions.slice(start(fold), start(fold + 1)));
}

/** @throws Failure TooManyFolds if there are more folds than rows to put in them */
export function checkFolds(rows: number, folds: number): void {
  if (folds <= rows) return;
  throw new Failure(
    'TooManyFolds',
    `folds must be at most the number of training rows, ${rows}, but was ${folds}.`,
  );
}
