import { CustomerIndex } from '../../kernels/clustering/customer-index.ts';
import { clustersAt } from '../../kernels/clustering/cut.ts';
import { dbscan, type Clustering } from '../../kernels/clustering/dbscan.ts';
import { hundredthsWithin } from '../../kernels/clustering/distance.ts';
import { IdList } from './id-list.ts';
import { findRepeat, neighboursAfter, neighboursBefore } from '../../kernels/clustering/neighbours.ts';
import { optics, type Reachability } from '../../kernels/clustering/optics.ts';
import { PairList, type PairLimits } from './pair-list.ts';
import { repeatedPair } from './repeated-pair.ts';
import { addFiles, type RowFile } from './row-files.ts';

export interface Settings extends PairLimits {
  algorithm: 'DBSCAN' | 'OPTICS';
  eps: number;
  minSamples: number;
}

export interface ClusteredCustomers {
  /** How many pairs there were. */
  pairs: number;
  clustering: Clustering;
  /** With OPTICS. */
  reachability: Reachability | undefined;
}

/**
 * The customers of files of rows `customer_id`.
 * @throws Failure InvalidCustomer
 */
export async function readCustomers(files: readonly RowFile[]): Promise<CustomerIndex> {
  const ids = new IdList();
  await addFiles(files, ids);
  return new CustomerIndex(ids.toArray());
}

/**
 * Clusters customers by files of rows `customer_id_1,customer_id_2,distance`, in which each pair within reach stands once.
 * @throws Failure InvalidPair, TooManyPairs
 */
export async function clusterCustomers(
  customers: CustomerIndex,
  files: readonly RowFile[],
  { algorithm, eps, minSamples, ...limits }: Settings,
): Promise<ClusteredCustomers> {
  const pairs = new PairList(customers, limits, algorithm === 'OPTICS');
  await addFiles(files, pairs);
  const after = neighboursAfter(pairs, customers.ids.length);
  const repeat = findRepeat(after);
  if (repeat) throw await repeatedPair(files, customers.ids[repeat[0]]!, customers.ids[repeat[1]]!);
  if (algorithm === 'DBSCAN')
    return { pairs: pairs.length, clustering: dbscan(after, minSamples), reachability: undefined };
  const reachability = optics([after, neighboursBefore(after, pairs.first)], minSamples);
  return { pairs: pairs.length, clustering: clustersAt(reachability, hundredthsWithin(eps)), reachability };
}
