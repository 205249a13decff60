import { solveCholesky } from '../../../../kernels/svr/solver/cholesky.ts';

const lower = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));

test('solves by hand', () => {
  // [[4, 2, 0], [2, 5, 2], [0, 2, 2]] x = [8, 18, 10] has x = [1, 2, 3].
  const b = Float64Array.of(8, 18, 10);
  expect(solveCholesky(lower([4], [2, 5], [0, 2, 2]), b, 1e-12)).toBe(true);
  [1, 2, 3].forEach((x, i) => expect(b[i]).toBeCloseTo(x, 12));
});

test('a matrix that is singular or indefinite is refused', () => {
  expect(solveCholesky(lower([1], [1, 1]), Float64Array.of(1, 1), 1e-12)).toBe(false);
  expect(solveCholesky(lower([1], [2, 1]), Float64Array.of(1, 1), 1e-12)).toBe(false);
});
