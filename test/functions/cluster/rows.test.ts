import fc from 'fast-check';
import { CustomerIndex } from '../../../kernels/clustering/customer-index.ts';
import { IdList } from '../../../functions/cluster/id-list.ts';
import {
  neighboursAfter,
  neighboursBefore,
  type NeighbourRows,
} from '../../../kernels/clustering/neighbours.ts';
import { PairList } from '../../../functions/cluster/pair-list.ts';
import { RowReader } from '../../../functions/cluster/row-reader.ts';
import { wholeRows } from '../../../functions/cluster/whole-rows.ts';
import { shuffled } from '../../../kernels/shuffle.ts';
import { failureLike } from '../failure-like.ts';

const largest = Number.MAX_SAFE_INTEGER;
const customers = new CustomerIndex(Float64Array.of(30, -5, 10, largest, 20));
const limits = { reachName: 'eps', reach: 0.3, maxPairs: 100 } as const;
const pairsOf = (text: string, maxPairs = 100, keepsDistances = false) => {
  const pairs = new PairList(customers, { ...limits, maxPairs }, keepsDistances);
  pairs.addRows(Buffer.from(text), 's3://lake/pairs/a', 41);
  return pairs;
};

test('pairs become positions in the order of ids', () => {
  const pairs = pairsOf(`10,20,0.10\n-5,${largest},0\n20,30,0.3\n`);
  expect([...pairs.first.subarray(0, pairs.length)]).toEqual([1, 0, 2]);
  expect([...pairs.second.subarray(0, pairs.length)]).toEqual([2, 4, 3]);
});

test.each([
  ['an unknown customer', '10,21,0.1', /must be ids of the customers table/],
  ['the same customer twice', '10,10,0.1', /customer_id_1 must be less than customer_id_2/],
  ['the larger id first', '20,10,0.1', /customer_id_1 must be less/],
  ['an id beyond 2^53', '10,9007199254740992,0.1', /integers within ±\(2\^53 - 1\)/],
  ['an id with a fraction', '10.0,20,0.1', /must be integers/],
  ['a text for an id', 'ten,20,0.1', /must be integers/],
  ['a quoted id', '"10","20",0.1', /must be integers/],
  ['a missing id', ',20,0.1', /must be integers/],
  ['a distance above eps', '10,20,0.31', /distance must be within 0 and eps 0.3/],
  ['a negative distance', '10,20,-0.1', /distance must be within 0 and eps 0.3/],
  [
    'no number for a distance',
    '10,20,near',
    /distance must be a whole number of hundredths and the last field/,
  ],
  ['a distance of three decimals', '10,20,0.105', /distance must be a whole number of hundredths/],
  ['NaN for a distance', '10,20,NaN', /distance must be a whole number of hundredths/],
  ['an empty distance', '10,20,', /distance must be a whole number of hundredths/],
  ['a hexadecimal distance', '10,20,0x0', /distance must be a whole number of hundredths/],
  ['a missing distance', '10,20', /must be integers/],
  ['a further field', '10,20,0.1,7', /distance must be a whole number of hundredths and the last field/],
  ['an empty row', '', /must be integers/],
])('%s is an InvalidPair with file, row and text', (_, row, message) => {
  const expected = failureLike('InvalidPair', message);
  const read = () => pairsOf(`10,20,0.1\n${row}\n10,30,0.1\n`);
  expect(read).toThrow(expected);
  expect(read).toThrow(`s3://lake/pairs/a row 42: `);
  expect(read).toThrow(`but the row is ${JSON.stringify(row)}.`);
});

test('one pair more than maxPairs is TooManyPairs', () => {
  expect(pairsOf('10,20,0.1\n10,30,0.1\n', 2)).toHaveLength(2);
  const read = () => pairsOf('10,20,0.1\n10,30,0.1\n20,30,0.1\nnot reached', 2);
  expect(read).toThrow(
    failureLike('TooManyPairs', /^More than 2 pairs .* eps 0\.3\. Lower eps, or raise maxPairs/),
  );
});

test('the pairs become neighbours after and before each point, with their distances', () => {
  const count = 700;
  const index = new CustomerIndex(Float64Array.from({ length: count }, (_, i) => i));
  const pairs = new PairList(index, { reachName: 'maxEps', reach: 1, maxPairs: count ** 2 }, true);
  const distanceOf = (i: number, j: number) => (7 * i + j) % 100;
  const lines: string[] = [];
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j += 1 + (i % 3)) lines.push(`${i},${j},${distanceOf(i, j) / 100}\n`);
  pairs.addRows(
    Buffer.from(
      shuffled(lines.length, 1)
        .map((at) => lines[at]!)
        .join(''),
    ),
    'file',
    1,
  );
  expect(pairs).toHaveLength(lines.length);
  const after = neighboursAfter(pairs, count);
  const before = neighboursBefore(after, pairs.first);
  for (const i of [0, 1, 350, 351, 699]) {
    const points = Array.from({ length: count }, (_, j) => j);
    const expectedAfter = points.filter((j) => j > i && (j - i - 1) % (1 + (i % 3)) === 0);
    const expectedBefore = points.filter((j) => j < i && (i - j - 1) % (1 + (j % 3)) === 0);
    expect(neighboursIn(after, i)).toEqual(expectedAfter.map((j) => [j, distanceOf(i, j)]));
    expect(neighboursIn(before, i)).toEqual(expectedBefore.map((j) => [j, distanceOf(j, i)]));
  }
});

function neighboursIn({ offsets, targets, hundredths }: NeighbourRows, point: number) {
  const entries = [...targets.subarray(offsets[point], offsets[point + 1])].map((target, k) => [
    target,
    hundredths![offsets[point]! + k]!,
  ]);
  return entries.sort(([one], [other]) => one! - other!);
}

test('customers: rows that are not one integer, and repeated ids, are an InvalidCustomer', () => {
  const list = new IdList();
  expect(list.addRows(Buffer.from('3\n-1\n'), 'file', 1)).toBe(2);
  expect([...list.toArray()]).toEqual([3, -1]);
  for (const row of ['x', '', '1,2', '9007199254740992', '1.5']) {
    const expected = failureLike('InvalidCustomer', /^file row 8: customer_id must be an integer/);
    expect(() => new IdList().addRows(Buffer.from(`1\n${row}\n`), 'file', 7)).toThrow(expected);
  }
  for (const row of ['2 -2147483648', '2 131']) {
    const expected = failureLike(
      'InvalidCustomer',
      /^customer_id 2: age must be from 0 to 130, .* but is (-2147483648|131)\./,
    );
    expect(() => new IdList().addRows(Buffer.from(`1\n${row}\n`), 'file', 7)).toThrow(expected);
  }
  expect(() => new CustomerIndex(Float64Array.of(1, 2, 1))).toThrow(failureLike('InvalidCustomer', /./));
});

test('any safe integers are found again, others are not', () => {
  // Near each other they are found by rank, far apart by hash.
  const sets = fc.oneof(
    fc.uniqueArray(fc.maxSafeInteger(), { minLength: 1, maxLength: 300 }),
    fc
      .tuple(fc.integer({ min: -1e15, max: 1e15 }), fc.uniqueArray(fc.nat(5000), { minLength: 100 }))
      .map(([low, ids]) => ids.map((id) => low + id)),
  );
  fc.assert(
    fc.property(sets, fc.maxSafeInteger(), (ids, other) => {
      const index = new CustomerIndex(Float64Array.from(ids));
      for (const id of ids) expect(index.ids[index.positionOf(id)]).toBe(id);
      for (const id of [other, ...ids.flatMap((known) => [known - 1, known + 1]), NaN])
        if (!ids.includes(id)) expect(index.positionOf(id)).toBe(-1);
    }),
  );
});

test('whole hundredths are read however they are written, other decimals are not', () => {
  const written = fc.nat(255).chain((hundredths) => {
    const value = hundredths / 100;
    const texts = [value.toFixed(2), String(value), value.toFixed(5), `+${value}`, value.toExponential()];
    return fc.constantFrom(...texts).map((text) => ({ text, hundredths }));
  });
  const others = fc
    .constantFrom('0.001', '1e-3', '0.295', '0.1x', '1.2.3', '', '.', 'NaN', 'Infinity', '0x1', ' 0.1')
    .map((text) => ({ text, hundredths: NaN }));
  fc.assert(
    fc.property(fc.oneof(written, others), ({ text, hundredths }) => {
      const reader = new RowReader();
      reader.reset(Buffer.from(`${text}\n7\n`));
      expect(reader.lastHundredths()).toBe(hundredths);
      expect(reader.lastInteger()).toBe(7);
    }),
  );
  expect(['1.', '.5', '1E2', '-0.1'].map((text) => hundredthsOf(text))).toEqual([100, 50, 10000, -10]);
});

function hundredthsOf(text: string): number {
  const reader = new RowReader();
  reader.reset(Buffer.from(`${text}\n`));
  return reader.lastHundredths();
}

test('rows stay whole however the bytes arrive', async () => {
  const text = 'ab\n\ncde\nf';
  const cuts = fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 });
  const cut = async function* (at: number[]) {
    const ends = [...at, text.length].sort((a, b) => a - b);
    for (const [i, end] of ends.entries()) yield Buffer.from(text.slice(ends[i - 1] ?? 0, end));
  };
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      const pieces: string[] = [];
      for await (const piece of wholeRows(cut(at))) pieces.push(Buffer.from(piece).toString());
      expect(pieces.join('')).toBe('ab\n\ncde\nf\n');
      for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true);
    }),
  );
});
