import { principalComponents, project } from '../../../kernels/segmentation/projection.ts';

test('two components by hand, and ratios for constant features too', () => {
  // Along (1, 1) the variance is 4 times that along (1, -1); the third feature is constant.
  const rows = [[2, 2, 0], [-2, -2, 0], [1, -1, 0], [-1, 1, 0]]; // prettier-ignore
  const projection = principalComponents(rows);
  [0.8, 0.2, 0].forEach((ratio, i) => expect(projection.explainedVarianceRatio[i]).toBeCloseTo(ratio, 12));
  const half = Math.SQRT1_2;
  [half, half, 0].forEach((value, i) => expect(projection.components[0][i]).toBeCloseTo(value, 12));
  const { x, y } = project(rows[0]!, projection);
  expect(x).toBeCloseTo(4 * half, 12);
  expect(y).toBeCloseTo(0, 12);
});

test('fewer rows than features still give a ratio per feature', () => {
  const { explainedVarianceRatio } = principalComponents([[1, 0, 0, 0], [-1, 0, 0, 0]]); // prettier-ignore
  expect(explainedVarianceRatio).toEqual([1, 0, 0, 0]);
});
