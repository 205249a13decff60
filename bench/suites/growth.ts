import { join } from 'node:path';
import { countPairs } from '../count-pairs.ts';
import { customers } from '../customers.ts';
import type { Recipe } from '../customers.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { giveCustomers, unloadPairs } from '../lake.ts';

const eps = 0.3;
const steps = [5_000, 20_000, 100_000, 300_000, 1_000_000];

/**
 * How the distances grow with the customers. There is no peer at these sizes; the pairs are compared with those that
 * counting in plain arrays finds. `pairs` are those kept, `pairsPerSecond` and `timesPrevious` are of the query.
 */
export async function* figures({ full, directory }: SuiteOptions): AsyncGenerator<Figure> {
  yield* grow('uniform', steps, directory);
  yield* grow('planted', full ? steps : steps.slice(0, 3), directory);
}

async function* grow(recipe: Recipe, counts: number[], directory: string): AsyncGenerator<Figure> {
  let previous: { count: number; seconds: number } | undefined;
  for (const count of counts) {
    const home = join(directory, `${recipe}-${count}`);
    await giveCustomers(home, customers(recipe, count));
    const { seconds, peakMemory, answer } = await unloadPairs(home, 'sql/pairs.sql', [eps, eps]);
    const expected = countPairs(customers(recipe, count), eps);
    yield {
      name: `growth: ${count} ${recipe} customers, eps ${eps}`,
      unit: 's',
      ours: seconds,
      peer: null,
      ratio: null,
      equal: answer === expected.answer,
      peakMemory,
      customers: count,
      pairs: expected.pairs,
      pairsPerSecond: Math.round(expected.pairs / seconds),
      timesPrevious: previous && { customers: count / previous.count, seconds: seconds / previous.seconds },
    };
    previous = { count, seconds };
  }
}
