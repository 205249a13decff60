import { noise, type Clustering } from '../../kernels/clustering/dbscan.ts';

/** A row of gold_customer_clusters. */
export interface ClusterRow {
  customer_id: number;
  cluster: number | null;
  kind: 'core' | 'border' | 'noise';
}

/** Every customer's row, in the order of the ids. */
export function* clusterRows(ids: Float64Array, { labels, isCore }: Clustering): Generator<ClusterRow> {
  for (let i = 0; i < ids.length; i++) {
    const label = labels[i]!;
    const kind = isCore[i] ? 'core' : label === noise ? 'noise' : 'border';
    yield { customer_id: ids[i]!, cluster: label === noise ? null : label, kind };
  }
}

/** How many of each kind there are; `sizes` counts core and border points by cluster number. */
export function summarize({ labels, isCore, clusters }: Clustering) {
  const sizes = new Array<number>(clusters).fill(0);
  for (const label of labels) if (label !== noise) sizes[label]!++;
  const clustered = sizes.reduce((sum, size) => sum + size, 0);
  const core = isCore.reduce((sum, flag) => sum + flag, 0);
  const noisy = labels.length - clustered;
  const kinds = { core, border: clustered - core, noise: noisy, noiseShare: noisy / labels.length };
  return { clusters, ...kinds, sizes };
}

/** The ten largest clusters, among equals the lower number first. */
export function largest(sizes: readonly number[]): { cluster: number; size: number }[] {
  const numbered = sizes.map((size, cluster) => ({ cluster, size }));
  return numbered.sort((a, b) => b.size - a.size || a.cluster - b.cluster).slice(0, 10);
}
