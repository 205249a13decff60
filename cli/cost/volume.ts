import { defaultSamples } from '../samples/sources.ts';
import { measured } from './measured.ts';

/** How much data a run meets: rows of the tables it reads, and what it makes of them on the way. */
export interface Volume {
  patients: number;
  trainingRows: number;
  /** Largest less smallest target of the training rows. */
  targetRange: number;
  /** Rows of `bronze_customers`. */
  customers: number;
  /** Rows of `bronze_campaign`. */
  campaign: number;
  ratings: number;
  /** Set when the trials are planned. */
  trials: number;
  /** Set when the distances are measured. */
  pairs: number;
}

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
