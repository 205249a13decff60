import fc from 'fast-check';
import { startWithout } from '../../../kernels/svr/start-without.ts';

test('the others take what the held rows had: the sum stays 0, and no bound is passed', () => {
  const C = 8;
  const given = fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(given, fc.infiniteStream(fc.boolean()), (halves, isHeld) => {
      // Halves of C's size sum exactly; the mirrored ones make the sum 0.
      const dual = Float64Array.from([...halves, ...halves.map((half) => -half)], (half) => half / 2);
      const positions = [...dual.keys()];
      const held = positions.filter(() => isHeld.next().value as boolean);
      const others = positions.filter((position) => !held.includes(position));
      const start = startWithout(held, others, dual, C);
      expect(start).toHaveLength(others.length);
      expect(start.reduce((sum, beta) => sum + beta, 0)).toBe(0);
      expect(start.every((beta) => Math.abs(beta) <= C)).toBe(true);
    }),
  );
});

test('rows between the bounds take it first', () => {
  const dual = Float64Array.of(3, 0, -5, 1, 1);
  expect([...startWithout([4], [0, 1, 2, 3], dual, 5)]).toEqual([4, 0, -5, 1]);
  expect([...startWithout([0], [1, 2, 3, 4], dual, 5)]).toEqual([0, -5, 4, 1]);
});
