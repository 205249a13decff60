import { parseFaults } from '../../src/faults/index.ts';
import { createStrikes } from '../../src/faults/strikes.ts';
import type { Subject } from '../../src/faults/strikes.ts';

function strikesOf(faults: object) {
  const struck: string[] = [];
  const strikes = createStrikes(parseFaults(faults), (rule, target) =>
    struck.push(`${rule.number} ${target}`),
  );
  return { struck, strikes };
}

const task = (state: string, attempt: number, resource = 'lambda:invoke'): Subject => {
  const target = `app-dev-nightly/${state}`;
  return { kind: 'task', target, attempt, names: { state: [target, state], resource: [resource] } };
};
const fn = (name: string): Subject => ({ kind: 'function', target: name, names: { function: [name] } });

test('patterns are held against all names; state and resource must both fit', () => {
  const { strikes } = strikesOf({
    rules: [
      { state: '*-nightly/Run?', resource: 'athena:*', error: 'A' },
      { state: 'Fit*', error: 'B' },
    ],
  });
  expect(strikes(task('RunX', 0, 'athena:startQueryExecution'))?.number).toBe(1);
  expect(strikes(task('RunX', 0))).toBeUndefined();
  expect(strikes(task('RunXY', 0, 'athena:startQueryExecution'))).toBeUndefined();
  expect(strikes(task('FitModel', 0))?.number).toBe(2);
  expect(strikes(fn('FitModel'))).toBeUndefined();
});

test('a count is of the attempts of each visit of a Task', () => {
  const { strikes } = strikesOf({ rules: [{ state: '*', error: 'E', count: 2 }] });
  const attempts = [0, 1, 2, 3].map((attempt) => strikes(task('A', attempt)) !== undefined);
  expect(attempts).toEqual([true, true, false, false]);
  expect(strikes(task('A', 0))).toBeDefined();
});

test('and of the calls of each function', () => {
  const { strikes, struck } = strikesOf({ rules: [{ function: '*', crash: true, count: 1 }] });
  for (const name of ['f', 'f', 'g', 'f', 'g']) strikes(fn(name));
  expect(struck).toEqual(['1 f', '1 g']);
});

test('a later rule has its turn where an earlier one does not strike', () => {
  const { strikes } = strikesOf({
    rules: [
      { function: 'f', crash: true, count: 1 },
      { function: '*', error: 'E', count: 2 },
    ],
  });
  expect([1, 2, 3, 4].map(() => strikes(fn('f'))?.number)).toEqual([1, 2, 2, undefined]);
});

test('chances come from the seed, in the given proportion, whatever the order of targets', () => {
  const draw = (seed: number, names: string[]) => {
    const { strikes, struck } = strikesOf({
      seed,
      rules: [{ function: '*', crash: true, probability: 0.3 }],
    });
    names.forEach((name) => strikes(fn(name)));
    return struck.sort();
  };
  const names = Array.from({ length: 3000 }, (_, i) => `f${i % 3}`);
  const first = draw(1, names);
  // Three standard deviations of a binomial distribution around 900.
  expect(Math.abs(first.length - 900)).toBeLessThan(76);
  expect(draw(1, [...names].sort())).toEqual(first);
  expect(draw(2, names)).not.toEqual(first);
});
