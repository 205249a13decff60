import { noise, type Clustering } from './dbscan.ts';
import { undefinedDistance, type Reachability } from './optics.ts';

/**
 * The clusters at a distance up to the largest in question (ExtractDBSCAN-Clustering of the paper on OPTICS). Core points
 * are grouped as DBSCAN groups them; a border point that was walked before its cluster is noise. Clusters are numbered in
 * the order of the walk.
 * @param eps in hundredths
 */
export function clustersAt({ ordering, reachability, coreDistances }: Reachability, eps: number): Clustering {
  const labels = new Int32Array(ordering.length);
  const isCore = new Uint8Array(ordering.length);
  let clusters = 0;
  for (const point of ordering) {
    isCore[point] = Number(coreDistances[point]! <= eps);
    const isFar = reachability[point]! > eps;
    if (isFar && isCore[point]) clusters++;
    labels[point] = isFar && !isCore[point] ? noise : clusters - 1;
  }
  return { labels, isCore, clusters };
}

/** How many clusters and points of noise there are at a distance. */
export interface Cut {
  eps: number;
  clusters: number;
  noise: number;
}

/** The cuts at every distance at which they change, ascending: counted in one pass, since distances are few. */
export function cutsOf({ reachability, coreDistances }: Reachability): Cut[] {
  const changes = new Uint8Array(undefinedDistance + 1);
  // Cluster beginnings and points of noise from each distance on, as differences.
  const beginnings = new Int32Array(undefinedDistance + 1);
  const joined = new Int32Array(undefinedDistance + 1);
  for (let point = 0; point < reachability.length; point++) {
    const [reached, core] = [reachability[point]!, coreDistances[point]!];
    changes[reached] = changes[core] = 1;
    joined[Math.min(reached, core)]!++;
    if (core < reached) {
      beginnings[core]!++;
      beginnings[reached]!--;
    }
  }
  const cuts: Cut[] = [];
  let clusters = 0;
  let left = reachability.length;
  for (let distance = 0; distance < undefinedDistance; distance++) {
    clusters += beginnings[distance]!;
    left -= joined[distance]!;
    if (changes[distance]) cuts.push({ eps: distance / 100, clusters, noise: left });
  }
  return cuts;
}
