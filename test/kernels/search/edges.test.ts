import { edgesOf } from '../../../kernels/search/edges.ts';
import type { Space } from '../../../kernels/search/space.ts';

const space: Space = { gamma: [0.001, 10], C: [1, 1e4], epsilon: [0.5, 0.5] };

test('a value in the middle of its range, or of a range of one value, is at no edge', () => {
  expect(edgesOf({ gamma: 0.1, C: 100, epsilon: 0.5 }, space)).toEqual([]);
});

test('a value within a twentieth of an end is told with a range that goes a hundred times farther', () => {
  expect(edgesOf({ gamma: 0.0015, C: 9000, epsilon: 0.5 }, space)).toEqual([
    { name: 'gamma', value: 0.0015, range: [0.001, 10], try: [0.00001, 10] },
    { name: 'C', value: 9000, range: [1, 1e4], try: [1, 1e6] },
  ]);
});

test('no range goes beyond what the solver takes', () => {
  const wide: Space = { gamma: [1e-9, 1], C: [1, 1e8], epsilon: [1, 1e9] };
  expect(edgesOf({ gamma: 1e-9, C: 1e8, epsilon: 1e9 }, wide)).toEqual([
    { name: 'C', value: 1e8, range: [1, 1e8], try: [1, 1e9] },
  ]);
});
