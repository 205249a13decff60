import { checkMemory } from '../../../kernels/svr/memory.ts';
import { failureLike } from '../../functions/failure-like.ts';

test('what fits is not refused', () => {
  expect(() => checkMemory(9000, 2000)).not.toThrow();
});

test('more is TooManyRows, with both numbers and how many fit', () => {
  expect(() => checkMemory(20_000, 5000)).toThrow(
    failureLike(
      'TooManyRows',
      /20000 training and 5000 test rows take 5600 MB, .* has 1200 MB .* rows to 11500 or less/,
    ),
  );
});
