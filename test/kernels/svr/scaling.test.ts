import { scaleRow, standardScaling, unitNormScaling } from '../../../kernels/svr/scaling.ts';

const rows = [
  [1, 0.1],
  [2, 0.1],
  [6, 0.1],
];

test('standard scaling by hand', () => {
  const scaling = standardScaling(rows);
  expect(scaling.means[0]).toBe(3);
  // Deviations -2, -1, 3: variance 14 / 3.
  expect(scaling.scales[0]).toBeCloseTo(Math.sqrt(14 / 3), 14);
  expect(scaleRow([5, 0.1], scaling)[0]).toBeCloseTo(2 / Math.sqrt(14 / 3), 14);
});

test('a constant column becomes 0, although its mean is not exact', () => {
  for (const scaled of rows.map((row) => scaleRow(row, standardScaling(rows))))
    expect(scaled[1]).toBeCloseTo(0, 14);
});

test('after unit_norm the squares of a column sum to 1', () => {
  const scaled = rows.map((row) => scaleRow(row, unitNormScaling(rows)));
  expect(scaled.reduce((sum, row) => sum + row[0]! ** 2, 0)).toBeCloseTo(1, 14);
});
