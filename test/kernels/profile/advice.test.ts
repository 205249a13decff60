import { advise } from '../../../kernels/profile/advice.ts';
import type { ColumnProfile, Numbers } from '../../../kernels/profile/column-profile.ts';

const numbers: Numbers = {
  ...{ minimum: 0, q05: 1, q25: 2, q50: 3, q75: 4, q95: 5, maximum: 9, mean: 3, deviation: 1, outliers: 0 },
  histogram: [],
};
const column = (name: string, changes: Partial<ColumnProfile>): ColumnProfile => ({
  ...{ name, type: 'double', kind: 'number', rows: 1000, nulls: 0, distinct: 500 },
  ...{ first: null, last: null, numbers, top: [] },
  ...changes,
});
const text = { kind: 'text', type: 'string', numbers: null } as const;

const columns = [
  column('House Id', { ...text, distinct: 1000 }),
  column('price', { distinct: 900 }),
  column('rooms', { type: 'bigint', distinct: 9 }),
  column('seller', { ...text, distinct: 400 }),
  column('town', { ...text, distinct: 20 }),
  column('sold', { kind: 'date', type: 'date', numbers: null, distinct: 300 }),
  column('garden', { nulls: 600, distinct: 200 }),
  column('currency', { ...text, distinct: 1 }),
  column('plot', { numbers: { ...numbers, outliers: 80 } }),
  column('left', { nulls: 1000, distinct: 0, numbers: null }),
];

test('what may be an id, a target, a feature', () => {
  expect(advise(columns, [])).toMatchObject({
    ids: ['House Id'],
    targets: ['price', 'plot'],
    features: ['price', 'rooms', 'town', 'plot'],
  });
});

test('what is doubtful is said in a sentence each', () => {
  const correlation = { columns: ['price', 'plot'] as [string, string], rows: 1000, correlation: -0.99 };
  expect(advise(columns, [correlation], 'seller').notes).toEqual([
    'The id "seller" is repeated: 600 rows have one that came before.',
    '"garden" is missing in 60 % of the rows.',
    '"currency" has the same value in every row that has one: it tells nothing.',
    '"plot" has many outliers (8.0 %): look at its largest and smallest values.',
    '"left" is empty in every row.',
    '"price" and "plot" say nearly the same (correlation -0.990): one of them may do.',
  ]);
});

test('an empty table has nothing to say', () => {
  expect(advise([column('a', { rows: 0, distinct: 0, numbers: null })], [])).toEqual({
    ...{ ids: [], targets: [], features: [], notes: [] },
  });
});
