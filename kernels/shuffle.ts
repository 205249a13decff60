import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** The positions 0 … length - 1, shuffled by the seed (Fisher and Yates). */
export function shuffled(length: number, seed: number): number[] {
  const random = mersenne(seed);
  const positions = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    [positions[i], positions[j]] = [positions[j]!, positions[i]!];
  }
  return positions;
}

/** `size` of the positions 0 … length - 1, ascending: drawn by the seed without replacement, or all if there are no more. */
export function sampled(length: number, size: number, seed: number): number[] {
  if (length <= size) return Array.from({ length }, (_, i) => i);
  return shuffled(length, seed)
    .slice(0, size)
    .sort((a, b) => a - b);
}
