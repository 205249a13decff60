import { Failure } from '../failure.ts';
import { assign, type Assignment } from './assign.ts';
import type { Customer } from './features.ts';
import { scalingOf, type FeatureScaling } from './scaling.ts';
import { silhouettePositions, silhouettes } from './silhouette.ts';
import { clusterTendency, type Tendency } from './hopkins.ts';
import { trainClassifier, type Classifier } from './classifier.ts';
import { profilesOf, type Profile } from './profile.ts';
import { principalComponents, type Projection } from './projection.ts';

/** What fit-kmeans kept: scaled centroids by ascending income, and how many customers each has. */
export interface FittedCentroids {
  centroids: number[][];
  sizes: number[];
}

/** Customers with everything that their segments say of them. */
export interface Segmentation {
  /** By ascending id. */
  customers: Customer[];
  scaling: FeatureScaling;
  /** Scaled, in the order of the segments. */
  centroids: number[][];
  /** Labels are segments. */
  assignment: Assignment;
  tendency: Tendency;
  profiles: Profile[];
  /** Silhouette by the customer's position: of every one, or of a sample. */
  silhouettes: Map<number, number>;
  projection: Projection;
  classifier: Classifier;
}

/** @throws Failure InvalidFeatures for columns that contradict each other; DataChanged for a fit of other customers */
export function segmentCustomers(customers: Customer[], fit: FittedCentroids, seed: number): Segmentation {
  const scaling = scalingOf(customers);
  const rows = customers.map(({ scaled }) => scaled);
  const { centroids } = fit;
  const assignment = assignAsFitted(rows, fit);
  const positions = silhouettePositions(rows.length, seed);
  const values = silhouettes(rows, assignment, positions);
  const tendency = clusterTendency(rows, seed);
  return {
    customers,
    scaling,
    centroids,
    assignment,
    tendency,
    profiles: profilesOf(centroids, assignment.sizes, scaling, tendency),
    silhouettes: new Map(positions.map((position, i) => [position, values[i]!])),
    projection: principalComponents(rows),
    classifier: trainClassifier(customers, assignment.labels, seed),
  };
}

function assignAsFitted(rows: readonly number[][], { centroids, sizes }: FittedCentroids): Assignment {
  const assignment = assign(rows, centroids);
  if (assignment.sizes.join() === sizes.join()) return assignment;
  throw new Failure(
    'DataChanged',
    `The clusters were fitted with ${sizes.join(', ')} customers, but with the features that stand there now they have ${assignment.sizes.join(', ')}. Start a new run.`,
  );
}
