import fc from 'fast-check';
import { nameSegments } from '../../../kernels/segmentation/names.ts';
import { featureNames, type FeatureName } from '../../../kernels/segmentation/features.ts';

const average: Record<FeatureName, number> = {
  age: 45,
  income: 50_000,
  total_spend: 600,
  num_deals_purchases: 2,
  num_web_purchases: 4,
  num_catalog_purchases: 3,
  num_store_purchases: 6,
  num_web_visits_month: 5,
  recency: 50,
};
const ordered = (values: Partial<Record<FeatureName, number>>) =>
  featureNames.map((name) => values[name] ?? average[name]);
/** One deviation is a tenth of the mean. */
const scaling = { caps: [], means: ordered({}), scales: ordered({}).map((mean) => mean / 10) };
const namesOf = (...segments: Partial<Record<FeatureName, number>>[]) =>
  nameSegments(segments.map(ordered), scaling);

test('kinds by spend and deals, compared with the average', () => {
  expect(
    namesOf(
      { total_spend: 299 },
      { total_spend: 299, num_deals_purchases: 2.6 },
      { total_spend: 300 },
      { total_spend: 901, num_deals_purchases: 4 },
    ),
  ).toEqual(['low-spend', 'price-sensitive', 'moderate', 'high-value']);
});

test('segments of a kind by the feature that differs most, in deviations', () => {
  expect(namesOf({ age: 60, income: 52_000 }, { age: 46 }, { total_spend: 950 })).toEqual([
    'moderate (older)',
    'moderate (younger)',
    'high-value',
  ]);
});

test('a trait goes to the segment that has more of it, the other takes its next', () => {
  // From the mean of the other two: 60 is 15 deviations up, 40 is 0 off and 20 is 15 down.
  expect(namesOf({ recency: 75 }, { recency: 50, age: 48 }, { recency: 25 })).toEqual([
    'moderate (lapsing)',
    'moderate (older)',
    'moderate (bought recently)',
  ]);
});

test('segments that do not differ are numbered', () => {
  expect(namesOf({}, {}, { total_spend: 10 })).toEqual([
    'moderate (group 1)',
    'moderate (group 2)',
    'low-spend',
  ]);
});

test('no two names are the same, whatever the centroids', () => {
  const centroid = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 9, maxLength: 9 });
  const segments = fc.array(centroid, { minLength: 2, maxLength: 30 });
  const scales = fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(segments, scales, (centroids, each) => {
      const means = centroids[0]!.map(
        (_, j) => centroids.reduce((sum, c) => sum + c[j]!, 0) / centroids.length,
      );
      const names = nameSegments(centroids, { caps: [], means, scales: each });
      expect(new Set(names).size).toBe(centroids.length);
    }),
  );
});
