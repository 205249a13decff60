import { featureNames, type Customer } from '../../../kernels/segmentation/features.ts';
import { scalingOf, toOriginalUnits } from '../../../kernels/segmentation/scaling.ts';
import { failureLike } from '../../functions/failure-like.ts';

/** Ages 1, 2, 6; every other feature constant. */
const deviation = Math.sqrt(14 / 3);
const customers: Customer[] = [1, 2, 6].map((age, i) => ({
  customerId: i,
  capped: featureNames.map((_, column) => (column === 0 ? age : 0.1)),
  scaled: featureNames.map((_, column) => (column === 0 ? (age - 3) / deviation : 0)),
}));

test('caps, means and deviations by hand; the scale of a constant feature is 0', () => {
  const scaling = scalingOf(customers);
  expect(scaling.caps).toEqual([6, ...Array<number>(8).fill(0.1)]);
  expect(scaling.means[0]).toBe(3);
  expect(scaling.scales[0]).toBeCloseTo(deviation, 14);
  expect(scaling.scales.slice(1)).toEqual(Array(8).fill(0));
  const original = toOriginalUnits([1, ...Array<number>(8).fill(0)], scaling);
  expect(original[0]).toBeCloseTo(3 + deviation, 12);
  expect(original[1]).toBeCloseTo(0.1, 12);
});

test('a constant feature that is scaled to anything but 0 is refused', () => {
  const wrong = customers.map((customer) => ({ ...customer, scaled: customer.scaled.with(8, 1) }));
  expect(() => scalingOf(wrong)).toThrow(
    failureLike('InvalidFeatures', /^customer_id 0: recency_scaled must/),
  );
});
