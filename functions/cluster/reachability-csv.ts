import { noise, type Clustering } from '../../kernels/clustering/dbscan.ts';
import { undefinedDistance, type Reachability } from '../../kernels/clustering/optics.ts';

const rowsPerChunk = 1 << 14;

/** The reachability plot as CSV, a row per customer in the order of the walk; what is not defined is empty. */
export function reachabilityCsv(
  ids: Float64Array,
  { ordering, reachability, coreDistances }: Reachability,
  { labels }: Clustering,
): Buffer {
  const chunks = [Buffer.from('position,customer_id,reachability,core_distance,cluster\n')];
  for (let from = 0; from < ordering.length; from += rowsPerChunk) {
    let text = '';
    ordering.subarray(from, from + rowsPerChunk).forEach((point, i) => {
      const distances = `${decimal(reachability[point]!)},${decimal(coreDistances[point]!)}`;
      const label = labels[point]!;
      text += `${from + i},${ids[point]!},${distances},${label === noise ? '' : label}\n`;
    });
    chunks.push(Buffer.from(text));
  }
  return Buffer.concat(chunks);
}

const decimals = Array.from({ length: undefinedDistance + 1 }, (_, hundredths) =>
  hundredths === undefinedDistance ? '' : (hundredths / 100).toFixed(2),
);

function decimal(hundredths: number): string {
  return decimals[hundredths]!;
}
