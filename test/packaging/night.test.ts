import { createRequire } from 'node:module';

interface Entry {
  name: string;
  machine: string;
  tag: string;
}
const { childrenOf } = createRequire(import.meta.url)('../../statemachines/night.cjs') as {
  childrenOf: (list: Entry[]) => unknown[];
};
const houses = { name: 'houses', machine: 'svr-leaderboard', tag: 'houses' };

test('one machine may run under several names', () => {
  const arn = { Ref: 'SvrLeaderboardStateMachine' };
  expect(childrenOf([{ ...houses, name: 'svr-leaderboard', tag: 'svr' }, houses])).toEqual([
    { ...childOf('svr-leaderboard'), tag: 'svr', failure: 'SvrLeaderboardFailed', arn },
    { ...childOf('houses'), tag: 'houses', failure: 'HousesFailed', arn },
  ]);
});

const childOf = (name: string) => ({
  name,
  machine: 'svr-leaderboard',
  input: `{% $type($states.input.\`${name}\`) = 'object' ? $states.input.\`${name}\` : {} %}`,
});

test.each([
  [[{ ...houses, machine: 'svr' }], 'the field houses runs the machine svr, which is not there: there are'],
  [[{ ...houses, tag: 'house-prices-of-iowa' }], 'houses needs an x-tag of 1 to 12 small letters, digits or'],
  [[{ ...houses, tag: undefined as unknown as string }], 'but has undefined.'],
  [[houses, { ...houses, tag: 'again' }], 'the field houses has a name that another field has, too.'],
  [[houses, { ...houses, name: 'again' }], 'the field houses has a tag that another field has, too.'],
])('%j is refused', (list, message) => {
  expect(() => childrenOf(list)).toThrow(message);
});
