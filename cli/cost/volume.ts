import { defaultSamples } from '../samples/sources.ts';
import { measured } from '../../kernels/cost/measured.ts';
import type { Volume } from '../../kernels/cost/volume.ts';

/**
 * The shipped samples, or as many customers in each table that has them; every customer rates as often as in the
 * sample.
 */
export function volumeOf(customers: number | undefined): Volume {
  const { patients, trainingRows, targetRange, campaign, ratings, ratingCustomers } = measured.samples;
  return {
    patients,
    trainingRows,
    targetRange,
    customers: customers ?? defaultSamples.customers,
    campaign: customers ?? campaign,
    ratings: customers === undefined ? ratings : Math.round((customers * ratings) / ratingCustomers),
    trials: 0,
    pairs: 0,
  };
}
