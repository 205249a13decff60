import { memoryExceeded } from '../limit-errors.ts';

// AWS accepts $range(1, 360145, 1) and refuses one element more (measured in us-east-1, 2026-08-30, by Floci).
const maxElements = 360_145;

/**
 * `$range(first, last, step)`: whole numbers from first to last. A missing argument, a step of 0 or one in the wrong
 * direction give nothing; a single number is given as itself (recorded on AWS), hence the mark of a sequence.
 */
export function range(first?: number, last?: number, step?: number): number[] | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0) return undefined;
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > maxElements) {
    throw memoryExceeded();
  }
  const numbers = Array.from({ length }, (_, index) => from + index * by);
  return Object.assign(numbers, { sequence: true });
}
