import { CustomerIndex } from '../../../functions/cluster/customer-index.ts';
import { dbscan } from '../../../functions/cluster/dbscan.ts';
import { toNeighbours } from '../../../functions/cluster/neighbours.ts';
import { PairList } from '../../../functions/cluster/pair-list.ts';
import { clusterRows } from '../../../functions/cluster/summary.ts';

/** Clusters ids by files of lines, as the handler does. */
export function clusterLines(
  ids: readonly number[],
  files: readonly string[][],
  eps: number,
  minSamples: number,
) {
  const customers = new CustomerIndex(Float64Array.from(ids));
  const pairs = new PairList(customers, { eps, maxPairs: 1e6 });
  for (const lines of files) pairs.addRows(Buffer.from(lines.map((line) => `${line}\n`).join('')), 'file', 1);
  return [...clusterRows(customers.ids, dbscan(toNeighbours(pairs, customers), minSamples))];
}
