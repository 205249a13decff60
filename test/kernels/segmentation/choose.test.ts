import { chooseK, chordDistances, type Fit } from '../../../kernels/segmentation/choose.ts';
import { failureLike } from '../../functions/failure-like.ts';

const fit = (k: number, inertia: number, silhouette: number): Fit => {
  return { k, inertia, silhouette, silhouetteError: null, sizes: [] };
};
const fits = [fit(2, 10, 0.2), fit(3, 4, 0.4), fit(4, 3, 0.4), fit(5, 1, 0.1)];

test('distances to the chord by hand', () => {
  // The chord falls from (2, 10) to (5, 1): 3k + inertia = 16, of length √10.
  const expected = [0, 3 / Math.sqrt(10), 1 / Math.sqrt(10), 0];
  chordDistances(fits).forEach((distance, i) => expect(distance).toBeCloseTo(expected[i]!, 12));
});

test('of equal silhouettes the smaller k', () => {
  expect(chooseK(fits, 'silhouette')).toMatchObject({ k: 3, elbow: 3, bestSilhouette: 3 });
});

test('a k of one’s own', () => {
  const { k, chosenBy, choice } = chooseK(fits, 5);
  expect({ k, chosenBy }).toEqual({ k: 5, chosenBy: 'number' });
  expect(choice.map(({ chosen }) => chosen)).toEqual([false, false, false, true]);
  expect(() => chooseK(fits, 6)).toThrow(failureLike('InvalidEvent', /2, 3, 4, 5, but is 6/));
});

test('a single fit is the elbow', () => {
  expect(chooseK(fits.slice(0, 1), 'elbow')).toMatchObject({ k: 2, elbow: 2, bestSilhouette: 2 });
});
