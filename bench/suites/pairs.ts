import { customers } from '../customers.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { giveCustomers, unloadPairs } from '../lake.ts';
import { median, sideBySide } from '../process.ts';
import type { Side } from '../process.ts';

const eps = 0.5;

/**
 * The distances against the classic statement, which examines all pairs: both by the local engine, on the same
 * customers. The classic statement once, for it takes minutes; ours five times, of which the median counts.
 */
export async function* figures({ full, directory }: SuiteOptions): AsyncGenerator<Figure> {
  const count = full ? 20_000 : 5_000;
  await giveCustomers(directory, customers('uniform', count));
  const { last, ...figure } = await sideBySide(
    1,
    () => medianOf(5, () => unloadPairs(directory, 'sql/pairs.sql', [eps, eps])),
    () => unloadPairs(directory, 'bench/peers/pairs-classic.sql', [eps]),
  );
  yield {
    name: `pairs: ${count} uniform customers, eps ${eps}, against the classic statement`,
    unit: 's',
    ...figure,
    equal: last.ours.answer === last.peer.answer,
    answer: last.ours.answer,
  };
}

async function medianOf<S extends Side>(runs: number, run: () => Promise<S>): Promise<S> {
  const measured: S[] = [];
  for (let i = 0; i < runs; i++) measured.push(await run());
  const seconds = median(measured.map((one) => one.seconds));
  return { ...measured.at(-1)!, seconds, peakMemory: Math.max(...measured.map((one) => one.peakMemory!)) };
}
