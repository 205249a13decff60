import fc from 'fast-check';
import { planTrials, type Plan } from '../../../kernels/search/plan.ts';
import { logInterpolate, type Range, type Space } from '../../../kernels/search/space.ts';
import { halton } from '../../../kernels/search/strategies.ts';
import { hyperparameterNames } from '../../../kernels/svr/hyperparameters.ts';
import { failureLike } from '../../functions/failure-like.ts';

const space: Space = { gamma: [1e-3, 31.6], C: [0.1, 1e4], epsilon: [0.01, 31.6] };
const plan: Plan = { trials: 100, seed: 1, space, strategy: 'random', points: null, unit: 1 };

const range = fc
  .tuple(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), fc.double({ min: 1e-9, max: 1e9, noNaN: true }))
  .map(([a, b]): Range => [Math.min(a, b), Math.max(a, b)]);
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test.each(['random', 'grid', 'halton'] as const)('every %s trial lies within the space', (strategy) => {
  const spaces = fc.record({ gamma: range, C: range, epsilon: range });
  fc.assert(
    fc.property(spaces, fc.integer({ min: 1, max: 70 }), seeds, (anySpace, trials, seed) => {
      const planned = planTrials({ trials, seed, space: anySpace, strategy, points: null, unit: 1 });
      expect(planned.map((trial) => trial.trial_id)).toEqual(planned.map((_, i) => i));
      for (const name of hyperparameterNames) {
        for (const trial of planned) {
          expect(trial[name]).toBeGreaterThanOrEqual(anySpace[name][0]);
          expect(trial[name]).toBeLessThanOrEqual(anySpace[name][1]);
        }
      }
    }),
  );
});

test.each(['random', 'halton'] as const)(
  '%s: the seed decides, and a shorter plan begins a longer one',
  (strategy) => {
    const planned = planTrials({ ...plan, strategy });
    expect(planned).toHaveLength(100);
    expect(planTrials({ ...plan, strategy })).toEqual(planned);
    expect(planTrials({ ...plan, strategy, trials: 30 })).toEqual(planned.slice(0, 30));
    expect(planTrials({ ...plan, strategy, seed: 2 })).not.toEqual(planned);
  },
);

test('random trials are uniform on the logarithmic axis', () => {
  const planned = planTrials({ ...plan, trials: 4000 });
  // Five decades of C: each holds a fifth, give or take four standard deviations of a binomial.
  for (let decade = -1; decade < 4; decade++) {
    const share = planned.filter(({ C }) => C >= 10 ** decade && C < 10 ** (decade + 1)).length / 4000;
    expect(Math.abs(share - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 4000));
  }
});

test.each([
  [1, 1],
  [7, 1],
  [8, 8],
  [26, 8],
  [27, 27],
  [100, 64],
  [1000, 1000],
  [1330, 1000],
  [1331, 1331],
])('a grid for %i trials has %i', (trials, expected) => {
  expect(planTrials({ ...plan, strategy: 'grid', trials })).toHaveLength(expected);
});

test('a grid is the product of its axes, ends and geometric means', () => {
  const planned = planTrials({
    ...plan,
    strategy: 'grid',
    trials: 27,
    space: { gamma: [1, 100], C: [2, 8], epsilon: [3, 3] },
  });
  expect(planned.slice(0, 4).map(({ gamma, C, epsilon }) => [gamma, C, epsilon])).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
    [1, 4, 3],
  ]);
  expect(planned.map(({ gamma }) => gamma)).toEqual(
    [1, 10, 100].flatMap((gamma) => Array<number>(9).fill(gamma)),
  );
});

test('a grid of one point is the middle', () => {
  const [only] = planTrials({ ...plan, strategy: 'grid', trials: 1, space: { ...space, C: [1, 100] } });
  expect(only!.C).toBe(10);
});

test('halton is the sequence in bases 2, 3 and 5, turned by one offset', () => {
  // https://en.wikipedia.org/wiki/Halton_sequence
  const sequence = [
    [1 / 2, 1 / 3, 1 / 5],
    [1 / 4, 2 / 3, 2 / 5],
    [3 / 4, 1 / 9, 3 / 5],
    [1 / 8, 4 / 9, 4 / 5],
    [5 / 8, 7 / 9, 1 / 25],
    [3 / 8, 2 / 9, 6 / 25],
  ];
  const positions = halton(6, 42);
  for (const axis of [0, 1, 2] as const) {
    const offsets = positions.map((position, i) => (position[axis] - sequence[i]![axis]! + 1) % 1);
    for (const offset of offsets) expect(offset).toBeCloseTo(offsets[0]!, 12);
  }
});

test('values have six significant digits and the ends are exact', () => {
  const odd: Range = [0.123456789, 9.87654321];
  expect(logInterpolate(odd, 0)).toBe(0.123456789);
  expect(logInterpolate(odd, 1)).toBe(9.87654321);
  expect(logInterpolate([1, 10], 0.5)).toBe(3.16228);
  expect(logInterpolate(odd, 1e-9)).toBe(0.123457);
  expect(logInterpolate([0.123456789, 0.1234568], 1e-9)).toBe(0.1234568);
});

test('points are taken exactly, in place of a search', () => {
  const points = [
    { gamma: 0.1 + 0.2, C: 1e-7, epsilon: 123456.789012345 },
    { gamma: 1, C: 2, epsilon: 3 },
  ];
  const planned = planTrials({ ...plan, points });
  expect(planned).toEqual(points.map((point, i) => ({ trial_id: i, ...point })));
});

test.each([
  [
    'a zero',
    { gamma: 0, C: 1, epsilon: 1 },
    /points\[1\]: gamma must be a number above 0 and at most 1e9, but is 0/,
  ],
  ['a missing value', { gamma: 1, epsilon: 1 }, /points\[1\]: C must be/],
  ['a text', { gamma: 1, C: 1, epsilon: '1' }, /points\[1\]: epsilon must be .* "1"/],
])('%s in a point is an InvalidTrial', (_, point, message) => {
  const points = [{ gamma: 1, C: 1, epsilon: 1 }, point] as unknown as Plan['points'];
  const expected = failureLike('InvalidTrial', message);
  expect(() => planTrials({ ...plan, points })).toThrow(expected);
});

test('C and epsilon are multiples of the unit, up to the largest that the solver takes', () => {
  const relative = planTrials({ ...plan, unit: 50 });
  const absolute = planTrials({ ...plan, space: { ...space, C: [5, 5e5], epsilon: [0.5, 1580] } });
  expect(relative).toEqual(absolute);
  const point = { gamma: 0.5, C: 2, epsilon: 0.1 };
  expect(planTrials({ ...plan, points: [point], unit: 50 })).toEqual([
    { trial_id: 0, gamma: 0.5, C: 100, epsilon: 5 },
  ]);
  expect(Math.max(...planTrials({ ...plan, strategy: 'grid', unit: 1e6 }).map(({ C }) => C))).toBe(1e9);
});
