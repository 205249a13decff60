import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A position in the unit cube: the fractions of gamma's, C's and epsilon's ranges. */
export type Position = [number, number, number];

/** Gives that many positions at most, the same for the same seed. */
export type Strategy = (trials: number, seed: number) => Position[];

/** Independent and uniform in the cube. A shorter plan is the beginning of a longer one. */
export function random(trials: number, seed: number): Position[] {
  const generator = mersenne(seed);
  return Array.from({ length: trials }, () => nextPosition(generator));
}

/** The largest grid of n³ ≤ trials positions, ends included (n = 1 is the middle); epsilon varies fastest. No seed. */
export function grid(trials: number): Position[] {
  const axis = gridAxis(trials);
  return axis.flatMap((gamma) => axis.flatMap((C) => axis.map((epsilon): Position => [gamma, C, epsilon])));
}

/**
 * The Halton sequence in the bases 2, 3 and 5 from its first element, turned by an offset drawn from the seed (Cranley
 * and Patterson, 1976): as evenly spread as the sequence itself, and different for each seed. A shorter plan is the
 * beginning of a longer one.
 */
export function halton(trials: number, seed: number): Position[] {
  const offset = nextPosition(mersenne(seed));
  const turned = (index: number, axis: 0 | 1 | 2) =>
    (radicalInverse(index, [2, 3, 5][axis]!) + offset[axis]) % 1;
  return Array.from({ length: trials }, (_, i) => [turned(i + 1, 0), turned(i + 1, 1), turned(i + 1, 2)]);
}

export const strategies = { random, grid, halton } satisfies Record<string, Strategy>;

function nextPosition(generator: ReturnType<typeof mersenne>): Position {
  return [uniformFloat64(generator), uniformFloat64(generator), uniformFloat64(generator)];
}

function gridAxis(trials: number): number[] {
  let n = Math.floor(Math.cbrt(trials));
  if ((n + 1) ** 3 <= trials) n++;
  return n === 1 ? [0.5] : Array.from({ length: n }, (_, i) => i / (n - 1));
}

/** The digits of the index in the base, mirrored behind the point. */
function radicalInverse(index: number, base: number): number {
  let inverse = 0;
  for (let weight = 1 / base; index > 0; weight /= base) {
    inverse += (index % base) * weight;
    index = Math.floor(index / base);
  }
  return inverse;
}
