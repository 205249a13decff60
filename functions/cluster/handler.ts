import { checkEvent, integer, prefix, runName, text, type Rules } from '../event.ts';
import { Failure } from '../failure.ts';
import { uri } from '../lake/client.ts';
import { gzipRows } from '../lake/json-lines.ts';
import { listKeys, readBytes } from '../lake/read.ts';
import { contentTypes, write } from '../lake/write.ts';
import { CustomerIndex } from './customer-index.ts';
import { dbscan } from './dbscan.ts';
import { IdList } from './id-list.ts';
import { toNeighbours } from './neighbours.ts';
import { PairList, type PairLimits } from './pair-list.ts';
import { clusterRows, largest, summarize } from './summary.ts';
import { wholeRows } from './whole-rows.ts';

interface ClusterEvent extends PairLimits {
  run: string;
  /** CSV of `customer_id_1,customer_id_2,distance` without a header: every pair within eps, smaller id first. */
  pairsPrefix: string;
  /** CSV of `customer_id` without a header: everyone, also those in no pair. */
  customersPrefix: string;
  outputPrefix: string;
  summaryKey: string;
  minSamples: number;
}

const rules: Rules<ClusterEvent> = {
  run: runName,
  pairsPrefix: prefix,
  customersPrefix: prefix,
  outputPrefix: prefix,
  summaryKey: text,
  eps: {
    expects: 'a number above 0 and at most 1',
    accepts: (value) => typeof value === 'number' && value > 0 && value <= 1,
  },
  minSamples: integer(1),
  // Each pair makes two entries, counted in 32 bits.
  maxPairs: integer(1, 2 ** 30 - 1),
};

/** Clusters the customers by DBSCAN over their pairs, and writes every customer's cluster and a summary. */
export const handler = async (event: unknown) => {
  const { run, pairsPrefix, customersPrefix, outputPrefix, summaryKey, minSamples, ...limits } =
    checkEvent<ClusterEvent>(event, rules);
  const customers = await readCustomers(customersPrefix);
  const pairs = new PairList(customers, limits);
  await addFiles(pairsPrefix, pairs);
  const clustering = dbscan(toNeighbours(pairs, customers), minSamples);
  const { sizes, ...counts } = summarize(clustering);
  const head = {
    run,
    eps: limits.eps,
    minSamples,
    customers: customers.ids.length,
    pairs: pairs.length,
    ...counts,
  };
  const rows = await gzipRows(clusterRows(customers.ids, clustering));
  await write(`${outputPrefix}clusters.jsonl.gz`, rows, contentTypes.gzip);
  await write(summaryKey, `${JSON.stringify({ ...head, sizes }, null, 2)}\n`, contentTypes.json);
  return { ...head, largest: largest(sizes) };
};

async function readCustomers(customersPrefix: string): Promise<CustomerIndex> {
  const ids = new IdList();
  await addFiles(customersPrefix, ids);
  const customers = new CustomerIndex(ids.toArray());
  if (customers.ids.length > 0) return customers;
  throw new Failure(
    'EmptyTable',
    `bronze_customers is empty: there are no customers under ${uri(customersPrefix)}. Import a file into the table first.`,
  );
}

/** Adds the rows of all files under a prefix, file by file as their bytes arrive. */
async function addFiles(filesPrefix: string, list: IdList | PairList): Promise<void> {
  for (const key of await listKeys(filesPrefix)) {
    let row = 1;
    for await (const rows of wholeRows(await readBytes(key))) row += list.addRows(rows, uri(key), row);
  }
}
