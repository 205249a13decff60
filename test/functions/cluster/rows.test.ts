import fc from 'fast-check';
import { CustomerIndex } from '../../../functions/cluster/customer-index.ts';
import { IdList } from '../../../functions/cluster/id-list.ts';
import { toNeighbours } from '../../../functions/cluster/neighbours.ts';
import { PairList } from '../../../functions/cluster/pair-list.ts';
import { RowReader } from '../../../functions/cluster/row-reader.ts';
import { wholeRows } from '../../../functions/cluster/whole-rows.ts';
import { failureLike } from '../failure-like.ts';

const largest = Number.MAX_SAFE_INTEGER;
const customers = new CustomerIndex(Float64Array.of(30, -5, 10, largest, 20));
const pairsOf = (text: string, limits = { eps: 0.3, maxPairs: 100 }) => {
  const pairs = new PairList(customers, limits);
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
  ['no number for a distance', '10,20,near', /distance must be a number and the last field/],
  ['NaN for a distance', '10,20,NaN', /distance must be a number/],
  ['an empty distance', '10,20,', /distance must be a number/],
  ['a hexadecimal distance', '10,20,0x0', /distance must be a number/],
  ['a missing distance', '10,20', /must be integers/],
  ['a further field', '10,20,0.1,7', /distance must be a number and the last field/],
  ['an empty row', '', /must be integers/],
])('%s is an InvalidPair with file, row and text', (_, row, message) => {
  const expected = failureLike('InvalidPair', message);
  const read = () => pairsOf(`10,20,0.1\n${row}\n10,30,0.1\n`);
  expect(read).toThrow(expected);
  expect(read).toThrow(`s3://lake/pairs/a row 42: `);
  expect(read).toThrow(`but the row is ${JSON.stringify(row)}.`);
});

test('a pair that stands twice is an InvalidPair', () => {
  const build = () => toNeighbours(pairsOf('10,20,0.1\n20,30,0.1\n10,20,0.2\n'), customers);
  expect(build).toThrow(failureLike('InvalidPair', /10 and 20/));
});

test('one pair more than maxPairs is TooManyPairs', () => {
  const limits = { eps: 0.3, maxPairs: 2 };
  expect(pairsOf('10,20,0.1\n10,30,0.1\n', limits)).toHaveLength(2);
  const read = () => pairsOf('10,20,0.1\n10,30,0.1\n20,30,0.1\nnot reached', limits);
  expect(read).toThrow(
    failureLike('TooManyPairs', /^More than 2 pairs .* eps 0\.3\. Lower eps, or raise maxPairs/),
  );
});

test('the arrays grow with the pairs', () => {
  const count = 700;
  const index = new CustomerIndex(Float64Array.from({ length: count }, (_, i) => i));
  const pairs = new PairList(index, { eps: 1, maxPairs: count ** 2 });
  let text = '';
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) text += `${i},${j},1\n`;
  pairs.addRows(Buffer.from(text), 'file', 1);
  expect(pairs).toHaveLength((count * (count - 1)) / 2);
  const { offsets, targets } = toNeighbours(pairs, index);
  for (const i of [0, 350, 699]) {
    const neighbours = [...targets.subarray(offsets[i], offsets[i + 1])].sort((a, b) => a - b);
    expect(neighbours).toEqual(Array.from({ length: count }, (_, j) => j).filter((j) => j !== i));
  }
});

test('customers: rows that are not one integer, and repeated ids, are an InvalidCustomer', () => {
  const list = new IdList();
  expect(list.addRows(Buffer.from('3\n-1\n'), 'file', 1)).toBe(2);
  expect([...list.toArray()]).toEqual([3, -1]);
  for (const row of ['x', '', '1,2', '9007199254740992', '1.5']) {
    const expected = failureLike('InvalidCustomer', /^file row 8: customer_id must be an integer/);
    expect(() => new IdList().addRows(Buffer.from(`1\n${row}\n`), 'file', 7)).toThrow(expected);
  }
  expect(() => new CustomerIndex(Float64Array.of(1, 2, 1))).toThrow(failureLike('InvalidCustomer', /./));
});

test('any safe integers are found again, others are not', () => {
  const sets = fc.uniqueArray(fc.maxSafeInteger(), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(sets, fc.maxSafeInteger(), (ids, other) => {
      const index = new CustomerIndex(Float64Array.from(ids));
      for (const id of ids) expect(index.ids[index.positionOf(id)]).toBe(id);
      if (!ids.includes(other)) expect(index.positionOf(other)).toBe(-1);
    }),
  );
});

test('decimals are read as JavaScript reads them', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  const short = fc.tuple(fc.nat(1e6), fc.nat(6)).map(([digits, places]) => (digits / 1e6).toFixed(places));
  fc.assert(
    fc.property(
      fc.oneof(numbers.map(String), short, fc.constantFrom('1.', '.5', '+0.1', '1e-3', '1E2')),
      (text) => {
        const reader = new RowReader();
        reader.reset(Buffer.from(`${text}\n7\n`));
        expect(reader.lastDecimal()).toBe(Number(text) + 0);
        expect(reader.lastInteger()).toBe(7);
      },
    ),
  );
});

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
