/**
 * Clusters customers by their pairs with density-clustering, which asks for the distance of any two: looked up in a map.
 * Takes neighbours nearer than its eps, not at it; distances are hundredths, so it gets half a hundredth more. Points that
 * it lists as noise and in a cluster count for the cluster.
 *
 *   density-clustering.mjs EPS MIN_SAMPLES LABELS CUSTOMERS PAIRS…
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import densityClustering from 'density-clustering';

const [eps, minSamples, labelsPath, customersPath, ...pairsPaths] = process.argv.slice(2);
const linesOf = (path) => gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');

const ids = linesOf(customersPath)
  .map(Number)
  .sort((a, b) => a - b);
const positions = new Map(ids.map((id, position) => [id, position]));
const points = ids.map((_, position) => position);
const distances = new Map();
for (const line of pairsPaths.flatMap(linesOf)) {
  const [id1, id2, distance] = line.split(',').map(Number);
  distances.set(positions.get(id1) * ids.length + positions.get(id2), distance);
}
const distance = (a, b) => (a === b ? 0 : (distances.get(Math.min(a, b) * ids.length + Math.max(a, b)) ?? 1));

const clusters = new densityClustering.DBSCAN().run(
  points,
  Number(eps) + 0.005,
  Number(minSamples),
  distance,
);
const labels = new Int32Array(ids.length).fill(-1);
clusters.forEach((members, cluster) => members.forEach((point) => (labels[point] = cluster)));
writeFileSync(labelsPath, ids.map((id, point) => `${id},${labels[point]}\n`).join(''));
