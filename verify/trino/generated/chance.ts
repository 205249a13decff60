import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Repeatable choices: the same seed makes the same statements. */
export interface Chance {
  /** From 0 to below. */
  below(limit: number): number;
  /** Whether something that is so in some percent of cases is so now. */
  percent(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function createChance(seed: number): Chance {
  const generator = mersenne(seed);
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    below,
    percent: (share) => below(100) < share,
    pick: (items) => items[below(items.length)]!,
  };
}
