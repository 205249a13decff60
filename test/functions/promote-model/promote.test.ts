import { parseChampion, type Champion } from '../../../functions/promote-model/champion.ts';
import { promote, type ChampionStore } from '../../../functions/promote-model/promote.ts';
import { failureLike } from '../failure-like.ts';

const champion = (run: string, r2_cv: number): Champion => ({
  run,
  model: `models/svr-leaderboard/run=${run}/model.json`,
  hyperparameters: { gamma: r2_cv, C: 1, epsilon: 1 },
  r2_cv,
  fingerprint: 'f',
  folds: 5,
  seed: 1,
  scaling: 'standard_on_train',
});
/** Tonight's R² is what the tests put in gamma. */
const evaluate = ({ gamma }: { gamma: number }) => gamma;

/** A store whose versions count its writes; the given champions get in before our first writes. */
function storeOf(current: Champion | undefined, intruders: Champion[] = []) {
  let version = current ? 1 : 0;
  const written: string[] = [];
  const store: ChampionStore = {
    read: async () => current && { champion: current, version: String(version) },
    write: async (next, replaced) => {
      const intruder = intruders.shift();
      if (intruder) [current, version] = [intruder, version + 1];
      if (replaced !== (current && String(version))) return false;
      [current, version] = [next, version + 1];
      written.push(next.run);
      return true;
    },
  };
  return { store, written };
}

test('the first model becomes champion', async () => {
  const { store, written } = storeOf(undefined);
  expect(await promote(champion('new', 0.4), evaluate, store)).toEqual({ run: 'new', r2_cv: 0.4 });
  expect(written).toEqual(['new']);
});

test.each([
  ['a better one replaces it', 0.41, 'new'],
  ['an equal one does not', 0.4, 'old'],
  ['a worse one does not', 0.39, 'old'],
])('%s', async (_, r2_cv, winner) => {
  const { store, written } = storeOf(champion('old', 0.4));
  const standing = await promote(champion('new', r2_cv), evaluate, store);
  expect(standing).toEqual({ run: winner, r2_cv: winner === 'new' ? r2_cv : 0.4 });
  expect(written).toEqual(winner === 'new' ? ['new'] : []);
});

test("the champion counts by tonight's R², not by its own night's", async () => {
  const { store } = storeOf({ ...champion('old', 0.9), hyperparameters: { gamma: 0.3, C: 1, epsilon: 1 } });
  expect(await promote(champion('new', 0.4), evaluate, store)).toEqual({ run: 'new', r2_cv: 0.4 });
});

test("a repeat of the champion's run writes nothing", async () => {
  const { store, written } = storeOf(champion('new', 0.4));
  expect(await promote(champion('new', 0.4), evaluate, store)).toEqual({ run: 'new', r2_cv: 0.4 });
  expect(written).toEqual([]);
});

test('after a conflict the new champion is compared', async () => {
  const lower = storeOf(undefined, [champion('other', 0.3)]);
  expect(await promote(champion('new', 0.4), evaluate, lower.store)).toEqual({ run: 'new', r2_cv: 0.4 });
  const higher = storeOf(champion('old', 0.1), [champion('other', 0.5)]);
  expect(await promote(champion('new', 0.4), evaluate, higher.store)).toEqual({ run: 'other', r2_cv: 0.5 });
  expect(higher.written).toEqual([]);
});

test('the fifth attempt may succeed, a sixth is not made', async () => {
  const others = (count: number) => Array.from({ length: count }, (_, i) => champion(`other-${i}`, 0.1));
  const fifth = storeOf(undefined, others(4));
  expect(await promote(champion('new', 0.4), evaluate, fifth.store)).toEqual({ run: 'new', r2_cv: 0.4 });
  const sixth = storeOf(undefined, others(5));
  await expect(promote(champion('new', 0.4), evaluate, sixth.store)).rejects.toThrow('each of 5 attempts');
  expect(sixth.written).toEqual([]);
});

test('conflicts without end are a PromotionConflict', async () => {
  const intruders = Array.from({ length: 9 }, (_, i) => champion(`other-${i}`, 0.1));
  const { store } = storeOf(undefined, intruders);
  await expect(promote(champion('new', 0.4), evaluate, store)).rejects.toMatchObject({
    name: 'PromotionConflict',
  });
});

test.each(['{', '[]', '{"run":"old"}', '{"run":"old","hyperparameters":{"gamma":-1,"C":1,"epsilon":1}}'])(
  'a stored champion %s is an InvalidChampion that names the object',
  (text) => {
    const expected = failureLike(
      'InvalidChampion',
      /^s3:\/\/lake\/models\/svr-leaderboard\/current\.json is not a champion/,
    );
    expect(() => parseChampion(text, 's3://lake/models/svr-leaderboard/current.json')).toThrow(expected);
  },
);
