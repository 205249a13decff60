import { readFileSync } from 'node:fs';

interface Clusters {
  k: number;
  sizes: number[];
  centroids: number[][];
  labels_sha256: string;
}

export interface KMeansReference {
  rows_used: number;
  caps_95th_percentile: number[];
  mean_after_cap: number[];
  std_ddof0_after_cap: number[];
  first_row_scaled: number[];
  table: { k: number; inertia: number; best_known_inertia: number; silhouette: number }[];
  elbow_k: number;
  elbow_distance_to_chord: number[];
  best_silhouette_k: number;
  clusters_at_best_silhouette_k: Clusters;
  clusters_at_4: Clusters;
  clusters_at_elbow_k: Clusters;
  pca_explained_variance_ratio: number[];
}

const file = new URL('../../fixtures/kmeans/reference.json', import.meta.url);
export const reference = JSON.parse(readFileSync(file, 'utf8')) as KMeansReference;
