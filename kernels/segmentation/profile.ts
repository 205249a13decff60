import { featureNames, type FeatureName } from './features.ts';
import { toOriginalUnits, type FeatureScaling } from './scaling.ts';
import type { Tendency } from './hopkins.ts';
import { nameSegments } from './names.ts';

/** A row of gold_segment_profiles: the features are the centroid's, in their own units. */
export interface Profile extends Record<FeatureName, number> {
  segment: number;
  name: string;
  size: number;
  share: number;
}

/**
 * @param centroids scaled, in the order of the segments
 * @param tendency without one the segments are parts of one cloud, and get numbers in place of names
 */
export function profilesOf(
  centroids: readonly number[][],
  sizes: readonly number[],
  scaling: FeatureScaling,
  { toCluster }: Pick<Tendency, 'toCluster'>,
): Profile[] {
  const originals = centroids.map((centroid) => toOriginalUnits(centroid, scaling));
  const names = toCluster ? nameSegments(originals, scaling) : sizes.map((_, i) => `group ${i + 1}`);
  const customers = sizes.reduce((sum, size) => sum + size, 0);
  return originals.map((original, segment) => ({
    segment,
    name: names[segment]!,
    size: sizes[segment]!,
    share: sizes[segment]! / customers,
    ...byFeature(original),
  }));
}

/** Values in the order of `featureNames`, by name. */
export function byFeature(values: readonly number[]): Record<FeatureName, number> {
  return Object.fromEntries(featureNames.map((name, i) => [name, values[i]!])) as Record<FeatureName, number>;
}
