import { integer, oneOf, prefix, runName, text, type Rules } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import type { Settings } from './cluster-customers.ts';

export interface ClusterEvent {
  run: string;
  /** CSV of `customer_id_1,customer_id_2,distance` without a header: every pair within reach, smaller id first. */
  pairsPrefix: string;
  /** CSV of `customer_id` without a header: everyone, also those in no pair. */
  customersPrefix: string;
  outputPrefix: string;
  summaryKey: string;
  /** Written with OPTICS only. */
  reachabilityKey: string;
  algorithm: 'DBSCAN' | 'OPTICS';
  eps: number;
  /** Not looked at with DBSCAN. */
  maxEps?: number;
  minSamples: number;
  maxPairs: number;
}

export const rules: Rules<ClusterEvent> = {
  run: runName,
  pairsPrefix: prefix,
  customersPrefix: prefix,
  outputPrefix: prefix,
  summaryKey: text,
  reachabilityKey: text,
  algorithm: oneOf('DBSCAN', 'OPTICS'),
  eps: { expects: 'a number above 0 and at most 1', accepts: isDistance },
  maxEps: {
    expects: 'a number above 0 and at most 1, or left out',
    accepts: (value) => value === undefined || isDistance(value),
  },
  minSamples: integer(1),
  maxPairs: integer(1, 100_000_000),
};

/**
 * How to cluster, and how far the pairs reach.
 * @throws Failure InvalidEvent for OPTICS without a largest distance, or with one below eps
 */
export function settingsOf({ algorithm, eps, maxEps, minSamples, maxPairs }: ClusterEvent): Settings {
  const given = { algorithm, eps, minSamples, maxPairs };
  if (algorithm === 'DBSCAN') return { ...given, reachName: 'eps', reach: eps };
  if (maxEps !== undefined && maxEps >= eps) return { ...given, reachName: 'maxEps', reach: maxEps };
  throw new Failure(
    'InvalidEvent',
    `maxEps must be at least eps, ${eps}, with OPTICS, but the event has ${maxEps ?? 'nothing'}.`,
  );
}

function isDistance(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= 1;
}
