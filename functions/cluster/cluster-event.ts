import input from '../../statemachines/inputs/customer-clusters.schema.json' with { type: 'json' };
import { prefix, runName, text, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
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

const { properties: fields } = input;
const maxEps = ruleOf(fields.maxEps);

export const rules: Rules<ClusterEvent> = {
  run: runName,
  pairsPrefix: prefix,
  customersPrefix: prefix,
  outputPrefix: prefix,
  summaryKey: text,
  reachabilityKey: text,
  algorithm: ruleOf(fields.algorithm),
  eps: ruleOf(fields.eps),
  maxEps: {
    expects: `${maxEps.expects}, or left out`,
    accepts: (value) => value === undefined || maxEps.accepts(value),
  },
  minSamples: ruleOf(fields.minSamples),
  maxPairs: ruleOf(fields.maxPairs),
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
