import { Failure } from '../failure.ts';
import type { CustomerIndex } from './customer-index.ts';
import type { PairList } from './pair-list.ts';

/** Compressed sparse rows: the neighbours of i are `targets[offsets[i] … offsets[i + 1] - 1]`, without i itself. */
export interface Neighbours {
  /** One more than there are points. */
  offsets: Int32Array;
  targets: Int32Array;
}

/**
 * Each pair as two entries, in the order of the pairs.
 * @throws Failure InvalidPair for a pair that stands there twice, since it would count as two neighbours
 */
export function toNeighbours(pairs: PairList, customers: CustomerIndex): Neighbours {
  const offsets = countOffsets(pairs, customers.ids.length);
  const targets = new Int32Array(2 * pairs.length);
  const next = offsets.slice();
  for (let i = 0; i < pairs.length; i++) {
    const first = pairs.first[i]!;
    const second = pairs.second[i]!;
    targets[next[first]!++] = second;
    targets[next[second]!++] = first;
  }
  refuseRepeats({ offsets, targets }, customers);
  return { offsets, targets };
}

function countOffsets(pairs: PairList, points: number): Int32Array {
  const offsets = new Int32Array(points + 1);
  for (let i = 0; i < pairs.length; i++) {
    offsets[pairs.first[i]! + 1]!++;
    offsets[pairs.second[i]! + 1]!++;
  }
  for (let i = 0; i < points; i++) offsets[i + 1]! += offsets[i]!;
  return offsets;
}

function refuseRepeats({ offsets, targets }: Neighbours, { ids }: CustomerIndex): void {
  const seenFrom = new Int32Array(ids.length).fill(-1);
  for (let i = 0; i < ids.length; i++) {
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      const target = targets[k]!;
      if (seenFrom[target] === i) {
        throw new Failure(
          'InvalidPair',
          `The pair of ${ids[i]} and ${ids[target]} must stand once, but stands more than once.`,
        );
      }
      seenFrom[target] = i;
    }
  }
}
