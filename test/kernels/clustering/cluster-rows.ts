import { clusterCustomers, type ClusteredCustomers } from '../../../functions/cluster/cluster-customers.ts';
import { CustomerIndex } from '../../../kernels/clustering/customer-index.ts';
import type { RowFile } from '../../../functions/cluster/row-files.ts';
import { clusterRows, type ClusterRow } from '../../../functions/cluster/summary.ts';

/** Clusters ids by files of lines by DBSCAN, as the handler does. */
export async function clusterLines(
  ids: readonly number[],
  files: readonly string[][],
  eps: number,
  minSamples: number,
): Promise<ClusterRow[]> {
  const customers = new CustomerIndex(Float64Array.from(ids));
  const limits = { reachName: 'eps', reach: eps, maxPairs: 1e6 } as const;
  const settings = { algorithm: 'DBSCAN', eps, minSamples, ...limits } as const;
  const { clustering } = await clusterCustomers(customers, files.map(asFile), settings);
  return [...clusterRows(customers.ids, clustering)];
}

/** Walks ids by OPTICS over lines of all pairs within a distance, and cuts at another. */
export async function walkLines(
  ids: readonly number[],
  lines: readonly string[],
  distances: { eps: number; maxEps: number },
  minSamples: number,
): Promise<Required<ClusteredCustomers> & { ids: Float64Array }> {
  const customers = new CustomerIndex(Float64Array.from(ids));
  const limits = { reachName: 'maxEps', reach: distances.maxEps, maxPairs: 1e6 } as const;
  const settings = { algorithm: 'OPTICS', eps: distances.eps, minSamples, ...limits } as const;
  return { ...(await clusterCustomers(customers, [asFile(lines)], settings)), ids: customers.ids };
}

export function asFile(lines: readonly string[], number = 0): RowFile {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));

  const read = async function* () {
    yield bytes;
  };
  return { name: `file ${number}`, open: () => Promise.resolve(read()) };
}
