import { featureNames } from '../../kernels/segmentation/features.ts';
import { sampled } from '../../kernels/shuffle.ts';
import { byFeature } from '../../kernels/segmentation/profile.ts';
import { project } from '../../kernels/segmentation/projection.ts';
import type { Segmentation } from '../../kernels/segmentation/segmentation.ts';

/** A row of gold_segments. */
export interface SegmentRow {
  customer_id: number;
  segment: number;
  name: string;
  /** Euclidean, from the segment's centre, over scaled features. */
  distance: number;
  /** null for customers outside the sample, where only a sample's silhouettes are computed. */
  silhouette: number | null;
}

/** Every customer's row, in the order of the ids. */
export function* segmentRows(segmentation: Segmentation): Generator<SegmentRow> {
  const { customers, assignment, profiles, silhouettes } = segmentation;
  for (const [position, { customerId }] of customers.entries()) {
    const segment = assignment.labels[position]!;
    yield {
      customer_id: customerId,
      segment,
      name: profiles[segment]!.name,
      distance: Math.sqrt(assignment.squaredDistances[position]!),
      silhouette: silhouettes.get(position) ?? null,
    };
  }
}

/** What gives a new customer's segment; docs/segments.md says how. */
export function modelOf({ scaling, centroids, profiles, classifier }: Segmentation) {
  const segments = profiles.map(({ segment, name }) => ({ segment, name, centroid: centroids[segment]! }));
  return { features: featureNames, ...scaling, segments, classifier };
}

/** Customers in the picture at most. */
const pointLimit = 5_000;

/** The segments and the plane of the first two principal components, for people and for drawing. */
export function pictureOf(segmentation: Segmentation, seed: number) {
  const { customers, centroids, assignment, profiles, projection, classifier } = segmentation;
  const { attributes, accuracy, heldOut, trainedOn } = classifier;
  return {
    segments: profiles.map((profile, segment) => ({
      ...profile,
      ...project(centroids[segment]!, projection),
    })),
    pca: {
      explainedVarianceRatio: projection.explainedVarianceRatio,
      components: projection.components.map(byFeature),
    },
    classifier: { attributes, accuracy, heldOut, trainedOn },
    points: sampled(customers.length, pointLimit, seed).map((position) => ({
      customer_id: customers[position]!.customerId,
      segment: assignment.labels[position]!,
      ...project(customers[position]!.scaled, projection),
    })),
  };
}
