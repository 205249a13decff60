import type { Rule } from '../../functions/shared/event.ts';
import { rules as cluster } from '../../functions/cluster/cluster-event.ts';
import { rules as fitKMeans } from '../../functions/fit-kmeans/handler.ts';
import { rules as planTrials } from '../../functions/plan-trials/handler.ts';
import { strategies } from '../../kernels/search/strategies.ts';
import { rules as prepareRows } from '../../functions/prepare-rows/handler.ts';
import { rules as promoteModel } from '../../functions/promote-model/handler.ts';
import { rules as publishLeaderboard } from '../../functions/publish-leaderboard/handler.ts';
import { batchRules as runTrials } from '../../functions/run-trials/handler.ts';
import { rules as segment } from '../../functions/segment/handler.ts';
import { checkHyperparameters } from '../../kernels/svr/hyperparameters.ts';
import { scalingMethods } from '../../kernels/svr/scaling.ts';
import { boundsOf, boundsOfField } from '../statemachines/bounds.ts';
import { schemaOf } from '../statemachines/schemas.ts';

/** The rules of each function for what the machine hands on from its input. */
const functions: [string, string, Partial<Record<string, Rule>>, string[]][] = [
  ['prepare-rows', 'svr-leaderboard', prepareRows, ['missing', 'seed', 'scaling', 'folds']],
  ['plan-trials', 'svr-leaderboard', planTrials, ['trials', 'seed', 'strategy']],
  ['run-trials', 'svr-leaderboard', runTrials, ['seed', 'scaling', 'folds']],
  ['publish-leaderboard', 'svr-leaderboard', publishLeaderboard, ['seed', 'scaling', 'folds', 'rankBy']],
  ['promote-model', 'svr-leaderboard', promoteModel, ['seed', 'scaling', 'folds', 'rankBy']],
  ['cluster', 'customer-clusters', cluster, ['algorithm', 'eps', 'maxEps', 'minSamples', 'maxPairs']],
  ['fit-kmeans', 'customer-segments', fitKMeans, ['kMax', 'restarts', 'seed']],
  ['segment', 'customer-segments', segment, ['seed']],
];

const fields = functions.flatMap(([name, machine, rules, names]) =>
  names.map((field) => [name, field, machine, rules[field]!] as const),
);

test.each(fields)('%s takes and refuses %s as its machine does', (_name, field, machine, rule) => {
  const { taken, refused } = boundsOf(machine, field);
  for (const value of taken) expect([value, rule.accepts(value)]).toEqual([value, true]);
  for (const value of refused) expect([value, rule.accepts(value)]).toEqual([value, false]);
});

test('the numbers of clusters are those that the machine may ask for', () => {
  const { kMin, kMax } = schemaOf('customer-segments').properties;
  const [least, most] = [kMin!.minimum!, kMax!.maximum!];
  for (const rule of [fitKMeans.k, segment.choose]) {
    expect([least - 1, least, most, most + 1].map((k) => rule.accepts(k))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  }
});

describe('the hyperparameters', () => {
  const { $defs, properties } = schemaOf('svr-leaderboard');
  const { taken, refused } = boundsOfField($defs!.hyperparameter!, 'svr-leaderboard.schema.json');
  const others = { C: 1, epsilon: 1 };

  test('of a trial are those that a point may have', () => {
    for (const gamma of taken)
      expect(checkHyperparameters({ gamma, ...others }, 'trial')).toEqual({ gamma, ...others });
    for (const gamma of refused)
      expect(() => checkHyperparameters({ gamma, ...others }, 'trial')).toThrow(
        /gamma must be a number above 0/,
      );
  });

  test('of a space end at the same bounds', () => {
    const space = (high: unknown) => ({ gamma: [1, high], C: [1, 1], epsilon: [1, 1] });
    const [least, most] = taken as [number, number];
    expect(planTrials.space.accepts({ ...space(most), C: [least, most] })).toBe(true);
    for (const value of refused)
      expect([value, planTrials.space.accepts(space(value))]).toEqual([value, false]);
  });

  test('come in lists of as many points', () => {
    const { taken: lists, refused: others } = boundsOf('svr-leaderboard', 'points');
    for (const list of lists) expect(planTrials.points.accepts(list)).toBe(true);
    for (const list of others.filter(Array.isArray)) expect(planTrials.points.accepts(list)).toBe(false);
  });

  test('are searched by the strategies and scaled by the methods that there are', () => {
    expect(properties.strategy!.enum).toEqual(Object.keys(strategies));
    expect(properties.scaling!.enum).toEqual([...scalingMethods]);
  });
});
