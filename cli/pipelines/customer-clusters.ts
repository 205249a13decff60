import { generateCustomers } from '../samples/customers.ts';
import { generated } from '../samples/sources.ts';
import type { Pipeline } from './pipeline.ts';

/** The published summary of the clusters. */
export interface ClusterSummary {
  run: string;
  eps: number;
  minSamples: number;
  customers: number;
  pairs: number;
  clusters: number;
  core: number;
  border: number;
  noise: number;
  noiseShare: number;
  /** By cluster number. */
  sizes: number[];
}

const shown = 10;

/** The clusters in a few lines. */
export function showClusters(summary: ClusterSummary): string[] {
  const { customers, clusters, eps, minSamples, core, border, noise, noiseShare, pairs, sizes } = summary;
  const largest = [...sizes].sort((a, b) => b - a).slice(0, shown);
  return [
    `Customer clusters: ${clusters} among ${customers} customers (eps ${eps}, minSamples ${minSamples})`,
    '',
    `  ${core} core, ${border} border, ${noise} noise (${(100 * noiseShare).toFixed(1)} %); ${pairs} pairs within eps`,
    `  largest: ${largest.join(', ')}`,
  ];
}

export const customerClusters: Pipeline = {
  machine: 'customer-clusters',
  name: 'clusters',
  report: (content) => showClusters(content as ClusterSummary),
  samples: {
    bronze_customers: ({ customers, seed }) =>
      generated(`the generated customers (seed ${seed})`, generateCustomers(customers, seed)),
  },
};
