import { createRequire } from 'node:module';
import schema from '../../statemachines/inputs/nightly.schema.json' with { type: 'json' };
import night from '../../statemachines/night.json' with { type: 'json' };

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

test('the schema of its input names for editors what it runs', () => {
  const { only, ...jobs } = schema.properties;
  expect(only.items.enum).toEqual(night.map(({ name }) => name));
  expect(Object.entries(jobs)).toEqual(
    night.map(({ name, machine }) => [name, { $ref: `${machine}.schema.json` }]),
  );
});

test.each([
  [[{ ...houses, machine: 'svr' }], 'the entry houses runs the machine svr, which is not there: there are'],
  [[{ ...houses, tag: 'house-prices-of-iowa' }], 'houses needs a tag of 1 to 12 small letters, digits or'],
  [[{ ...houses, tag: undefined as unknown as string }], 'but has undefined.'],
  [[houses, { ...houses, tag: 'again' }], 'the entry houses has a name that another entry has, too.'],
  [[houses, { ...houses, name: 'again' }], 'the entry houses has a tag that another entry has, too.'],
])('%j is refused', (list, message) => {
  expect(() => childrenOf(list)).toThrow(message);
});
