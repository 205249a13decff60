import { Failure } from '../failure.ts';
import { featureNames, type Customer } from './features.ts';

/** What turns a customer's features into scaled ones: min(x, cap), less the mean, divided by the scale; 0 where that is 0. */
export interface FeatureScaling {
  caps: number[];
  means: number[];
  /** Population deviations of the capped features; 0 for a constant one. */
  scales: number[];
}

/** What SQL's sums, added in any order, may differ by from ours. */
const tolerance = 1e-6;

/**
 * The scaling that the table was made with, from its capped columns. The largest capped value is the cap itself: no 95th
 * percentile lies above every value.
 * @throws Failure InvalidFeatures if a scaled value is not what this scaling makes of the capped one
 */
export function scalingOf(customers: readonly Customer[]): FeatureScaling {
  const columns = featureNames.map((_, column) => customers.map(({ capped }) => capped[column]!));
  const caps = columns.map((values) => values.reduce((a, b) => Math.max(a, b)));
  const means = columns.map(mean);
  const scales = columns.map((values, column) =>
    values.every((value) => value === values[0])
      ? 0
      : Math.sqrt(mean(values.map((value) => (value - means[column]!) ** 2))),
  );
  const scaling = { caps, means, scales };
  for (const customer of customers) checkScaled(customer, scaling);
  return scaling;
}

/** A centroid of scaled features in the features' own units. */
export function toOriginalUnits(centroid: readonly number[], { means, scales }: FeatureScaling): number[] {
  return centroid.map((value, column) => value * scales[column]! + means[column]!);
}

function checkScaled({ customerId, capped, scaled }: Customer, { means, scales }: FeatureScaling): void {
  featureNames.forEach((name, column) => {
    const scale = scales[column]!;
    const expected = scale > 0 ? (capped[column]! - means[column]!) / scale : 0;
    if (Math.abs(scaled[column]! - expected) <= tolerance) return;
    throw new Failure(
      'InvalidFeatures',
      `customer_id ${customerId}: ${name}_scaled must be (${name}_capped - mean) / deviation = ${expected}, but is ${scaled[column]}.`,
    );
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
