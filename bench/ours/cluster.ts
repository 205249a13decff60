/**
 * Clusters customers by their pairs as the function does, on files in place of S3.
 *
 *   cluster ALGORITHM EPS MIN_SAMPLES LABELS CUSTOMERS PAIRS…
 */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { clusterCustomers, readCustomers } from '../../functions/cluster/cluster-customers.ts';
import type { RowFile } from '../../functions/cluster/row-files.ts';
import { unzipped } from '../../functions/shared/lake/unzip.ts';

const [algorithm, eps, minSamples, labelsPath, customersPath, ...pairsPaths] = process.argv.slice(2);

const asFile = (path: string): RowFile => ({ name: path, open: () => unzipped(createReadStream(path)) });

async function main() {
  const customers = await readCustomers([asFile(customersPath!)]);
  const { clustering } = await clusterCustomers(customers, pairsPaths.map(asFile), {
    algorithm: algorithm as 'DBSCAN' | 'OPTICS',
    eps: Number(eps),
    reachName: algorithm === 'OPTICS' ? 'maxEps' : 'eps',
    reach: Number(eps),
    minSamples: Number(minSamples),
    maxPairs: 100_000_000,
  });
  writeLabels(labelsPath!, customers.ids, clustering.labels);
}

function writeLabels(path: string, ids: Float64Array, labels: Int32Array): void {
  const file = openSync(path, 'w');
  let text = '';
  for (let i = 0; i < ids.length; i++) {
    text += `${ids[i]},${labels[i]}\n`;
    if (text.length < 1 << 16 && i < ids.length - 1) continue;
    writeSync(file, text);
    text = '';
  }
  closeSync(file);
}

void main();
