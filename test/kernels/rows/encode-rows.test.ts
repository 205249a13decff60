import { encodeRows, type Wish } from '../../../kernels/rows/encode-rows.ts';
import type { RawRow, RawValue } from '../../../kernels/rows/raw-row.ts';
import { failureLike } from '../../functions/failure-like.ts';

const row = (
  id: string,
  target: number | null,
  values: RawValue[],
  isTrain: boolean | null = true,
): RawRow => ({
  id,
  target,
  values,
  side: isTrain === null ? null : String(isTrain),
});

const rows = [
  row('10', 1, [1, 'red']),
  row('9', 2, [null, 'blue']),
  row('8', 3, [5, 'red']),
  row('7', 4, [8, null]),
  row('6', null, [1, 'red']),
  row('5', 5, [2, 'red'], null),
  row('4', 6, [null, 'green'], false),
  row('3', 7, [4, 'blue'], false),
];

const wish: Wish = {
  idType: 'integer',
  columns: [
    { name: 'size', kind: 'number' },
    { name: 'colour', kind: 'text' },
  ],
  areNamed: false,
  split: { by: 'column' },
  missing: 'drop',
  seed: 1,
};
const featuresOf = (changes: Partial<Wish>) =>
  Object.fromEntries(
    encodeRows(rows, { ...wish, ...changes }).rows.map(({ id, features }) => [id, features]),
  );

test('rows without target, side or a feature are left out and counted; ids are ordered by value', () => {
  const { rows: kept, dropped, filled, encoding, leftOut } = encodeRows(rows, wish);
  expect(kept).toEqual([
    { id: '3', target: 7, isTrain: false, features: [4, 0, 1] },
    { id: '8', target: 3, isTrain: true, features: [5, 1, 0] },
    { id: '10', target: 1, isTrain: true, features: [1, 1, 0] },
  ]);
  expect({ dropped, filled, leftOut }).toEqual({
    dropped: { target: 1, split: 1, features: 3 },
    filled: 0,
    leftOut: [],
  });
  // The levels of the training rows, the most frequent first: green is none.
  expect(encoding.features).toEqual(['size', 'colour=red', 'colour=blue']);
});

test.each([
  // Of the training rows' 1, 5 and 8, whatever the test rows have.
  ['mean', 14 / 3],
  ['median', 5],
] as const)('the %s of the training rows stands in, and a missing text has no level', (missing, standIn) => {
  expect(featuresOf({ missing })).toEqual({
    3: [4, 0, 1],
    4: [standIn, 0, 0],
    7: [8, 0, 0],
    8: [5, 1, 0],
    9: [standIn, 0, 1],
    10: [1, 1, 0],
  });
  expect(encodeRows(rows, { ...wish, missing }).filled).toBe(3);
});

describe('a text of many levels', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    row(String(i), i, [i, i < 30 ? `common ${i % 5}` : `rare ${String(i).padStart(2, '0')}`], i % 10 > 0),
  );

  test('is left out and told where nobody named it, and its gaps cost no row', () => {
    const gaps = many.map((each) => (each.id === '7' ? { ...each, values: [7, null] } : each));
    const { encoding, leftOut, rows: kept } = encodeRows(gaps, wish);
    expect(encoding.features).toEqual(['size']);
    expect(leftOut).toEqual([{ column: 'colour', reason: 'a text of 32 levels' }]);
    expect(kept).toHaveLength(60);
  });

  test('gives its 20 most frequent levels where it is named, equal ones by code point', () => {
    const { encoding } = encodeRows(many, { ...wish, areNamed: true });
    const levels = encoding.features.slice(1).map((feature) => feature.replace('colour=', ''));
    expect(levels).toHaveLength(20);
    expect(levels.slice(0, 4)).toEqual(['common 1', 'common 2', 'common 3', 'common 4']);
    expect(levels.slice(5, 7)).toEqual(['rare 31', 'rare 32']);
  });
});

test('numbers beyond 1e12, as times in milliseconds, are left out where nobody named them, else refused', () => {
  const timed = rows.map((each) => ({
    ...each,
    values: [each.values[0] === null ? null : 1.7e12, each.values[1]!],
  }));
  const { leftOut } = encodeRows(timed, { ...wish, missing: 'mean' });
  expect(leftOut).toEqual([{ column: 'size', reason: 'numbers beyond 1e12' }]);
  expect(() => encodeRows(timed, { ...wish, areNamed: true })).toThrow(
    failureLike(
      'InvalidRow',
      /^The row 3: "size" must be a number from -1e12 to 1e12, but is 1700000000000\./,
    ),
  );
});

test.each([
  ['InvalidRow', /^id: each row .* but "10" stands more than once/, [...rows, row('10', 1, [1, 'red'])], {}],
  ['EmptyTable', /^split: of 0 rows none is a training row/, [], {}],
  ['EmptyTable', /none is a test row/, rows.slice(0, 3), {}],
  [
    'EmptyTable',
    /^split: of 2 rows none is a training row \(1 lack their features\)\./,
    [row('1', 1, [null, 'x']), row('2', 1, [1, 'x'], false)],
    {},
  ],
  [
    'InvalidRow',
    /"size" has no value in any training row, so no mean either/,
    [row('1', 1, [null, 'x']), row('2', 1, [1, 'x'], false)],
    { missing: 'mean' },
  ],
  ['InvalidRow', /^features: there is no column left/, rows, { columns: [] }],
] as const)('%s: %s', (name, message, given, changes) => {
  expect(() => encodeRows(given, { ...wish, ...changes })).toThrow(failureLike(name, message));
});
