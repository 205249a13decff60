import fc from 'fast-check';
import type { RawRow } from '../../../kernels/rows/raw-row.ts';
import { byId, compareTexts } from '../../../kernels/rows/row-order.ts';
import { Sample } from '../../../kernels/rows/sample.ts';
import { sidesOf } from '../../../kernels/rows/split.ts';
import { failureLike } from '../../functions/failure-like.ts';

const rowsWith = (sides: (string | null)[]): RawRow[] =>
  sides.map((side, i) => ({ id: String(i), target: 0, values: [], side }));

test('a column says true for training; null is on no side', () => {
  expect(sidesOf(rowsWith(['true', 'false', null]), { by: 'column' }, 1)).toEqual([true, false, null]);
});

test('days from the first test day on are tested, of dates, timestamps and texts alike', () => {
  const rows = rowsWith([
    '2026-01-31',
    '2026-02-01',
    '2026-01-31 23:59:59.999',
    '2026-02-01T00:00:00Z',
    null,
  ]);
  expect(sidesOf(rows, { by: 'date', testFrom: '2026-02-01' }, 1)).toEqual([true, false, true, false, null]);
  expect(() => sidesOf(rowsWith(['31.1.2026']), { by: 'date', testFrom: '2026-02-01' }, 1)).toThrow(
    failureLike('InvalidRow', /The row 0: its day must be a date such as 2026-11-30, but is "31.1.2026"/),
  );
});

test('a share is tested, which the seed draws', () => {
  const rows = rowsWith(Array<null>(200).fill(null));
  const tested = (seed: number, share = 0.2) =>
    sidesOf(rows, { by: 'share', share }, seed).filter((side) => !side);
  expect(tested(1)).toHaveLength(40);
  expect(sidesOf(rows, { by: 'share', share: 0.2 }, 1)).not.toEqual(
    sidesOf(rows, { by: 'share', share: 0.2 }, 2),
  );
  expect(
    sidesOf(rowsWith([null, null]), { by: 'share', share: 0.01 }, 1).filter((side) => !side),
  ).toHaveLength(1);
});

test('nobody is on both sides of a split by group, and some are on each', () => {
  const groups = fc.array(fc.constantFrom('a', 'b', 'ö', '😀', '10', null), { minLength: 30, maxLength: 60 });
  fc.assert(
    fc.property(groups, fc.nat(100), (sides, seed) => {
      const found = sidesOf(rowsWith(sides), { by: 'group', share: 0.3 }, seed);
      const of = (side: boolean) => new Set(sides.filter((_, i) => found[i] === side));
      expect([...of(true)].filter((group) => of(false).has(group))).toEqual([]);
      if (new Set(sides.filter(Boolean)).size > 1) expect(of(true).size * of(false).size).toBeGreaterThan(0);
      expect(sides.map((group) => group === null)).toEqual(found.map((side) => side === null));
    }),
  );
});

test('integers are ordered by value whatever their length, texts by code point', () => {
  const ids = (texts: string[]) => texts.map((id) => ({ id }));
  const order = ['-20', '3', '10', '9007199254740993', '9007199254740994', '123456789012345678901'];
  expect(byId(ids([...order].reverse()), 'integer')).toEqual(ids(order));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareTexts(a, b))).toBe(bytes);
    }),
  );
});

test('a sample is the same in any order, as large as asked, and draws everywhere', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ({ id: String(i) }));
  const drawn = (given: { id: string }[], seed: number) => {
    const sample = new Sample(500, seed);
    for (const row of given) sample.add(row);
    return byId(sample.rows(), 'integer').map(({ id }) => Number(id));
  };
  const first = drawn(rows, 1);
  expect(first).toHaveLength(500);
  expect(drawn([...rows].reverse(), 1)).toEqual(first);
  expect(drawn(rows, 2)).not.toEqual(first);
  // Of each fifth about a hundred: within five deviations of the hypergeometric distribution, 8.5.
  for (let fifth = 0; fifth < 5; fifth++) {
    const inside = first.filter((id) => Math.floor(id / 1000) === fifth).length;
    expect(Math.abs(inside - 100)).toBeLessThan(43);
  }
});
