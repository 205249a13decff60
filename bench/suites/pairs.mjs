import { customers } from '../customers.mjs';
import { giveCustomers, unloadPairs } from '../lake.mjs';
import { sideBySide } from '../process.mjs';

const eps = 0.5;

/**
 * The distances against the classic statement, which examines all pairs: both by the local engine, on the same
 * customers. Once each: the classic statement takes half a minute for 5,000 and eight for 20,000.
 */
export async function* figures({ full, directory }) {
  const count = full ? 20_000 : 5_000;
  await giveCustomers(directory, customers('uniform', count));
  const { last, ...figure } = await sideBySide(
    1,
    () => unloadPairs(directory, 'sql/pairs.sql', [eps, eps]),
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
