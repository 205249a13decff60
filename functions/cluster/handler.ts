import { checkEvent } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import { uri } from '../shared/lake/client.ts';
import { gzipRows } from '../shared/lake/json-lines.ts';
import { listKeys, readBytes } from '../shared/lake/read.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { clusterCustomers, readCustomers, type ClusteredCustomers } from './cluster-customers.ts';
import { rules, settingsOf, type ClusterEvent } from './cluster-event.ts';
import { cutsOf } from '../../kernels/clustering/cut.ts';
import { reachabilityCsv } from './reachability-csv.ts';
import type { RowFile } from './row-files.ts';
import { clusterRows, largest, summarize } from './summary.ts';

/**
 * Clusters the customers by their pairs, and writes every customer's cluster and a summary; with OPTICS also the
 * reachability plot and what each other eps would come to.
 */
export const handler = async (event: unknown) => {
  const checked = checkEvent<ClusterEvent>(event, rules);
  const settings = settingsOf(checked);
  const customers = await readCustomers(await filesUnder(checked.customersPrefix));
  if (customers.ids.length === 0) throw emptyTable(checked.customersPrefix);
  const pairFiles = await filesUnder(checked.pairsPrefix);
  const clustered = await clusterCustomers(customers, pairFiles, settings);
  const { sizes, ...counts } = summarize(clustered.clustering);
  const head = {
    run: checked.run,
    algorithm: settings.algorithm,
    eps: settings.eps,
    minSamples: settings.minSamples,
    customers: customers.ids.length,
    pairs: clustered.pairs,
    ...counts,
    ...(clustered.reachability && { maxEps: settings.reach, cuts: cutsOf(clustered.reachability) }),
  };
  await writeClusters(checked, customers.ids, clustered);
  await write(checked.summaryKey, `${JSON.stringify({ ...head, sizes }, null, 2)}\n`, contentTypes.json);
  return { ...head, largest: largest(sizes) };
};

async function writeClusters(
  { outputPrefix, reachabilityKey }: ClusterEvent,
  ids: Float64Array,
  { clustering, reachability }: ClusteredCustomers,
): Promise<void> {
  const rows = await gzipRows(clusterRows(ids, clustering));
  await write(`${outputPrefix}clusters.jsonl.gz`, rows, contentTypes.gzip);
  if (!reachability) return;
  await write(reachabilityKey, reachabilityCsv(ids, reachability, clustering), contentTypes.csv);
}

async function filesUnder(filesPrefix: string): Promise<RowFile[]> {
  const keys = await listKeys(filesPrefix);
  return keys.map((key) => ({ name: uri(key), open: () => readBytes(key) }));
}

function emptyTable(customersPrefix: string): Failure {
  return new Failure(
    'EmptyTable',
    `bronze_customers is empty: there are no customers under ${uri(customersPrefix)}. Import a file into the table first.`,
  );
}
