/**
 * DBSCAN's labels by the textbook (Ester et al. 1996), found another way than the function does: lists of neighbours from
 * the drawn pairs, and each cluster walked from its first core customer in the order of their ids.
 * @param ids by position; `first` and `second` are the positions of pairs, all within eps
 * @returns lines `id,label` by id
 */
export function labelPairs(
  ids: Float64Array,
  first: Int32Array,
  second: Int32Array,
  minSamples: number,
): string {
  const { starts, neighbours } = neighbourLists(ids.length, first, second);
  const isCore = (point: number) => starts[point + 1]! - starts[point]! + 1 >= minSamples;
  const order = Uint32Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]!);
  const labels = new Int32Array(ids.length).fill(-1);
  let clusters = 0;
  for (const point of order) {
    if (labels[point] !== -1 || !isCore(point)) continue;
    const cluster = clusters++;
    labels[point] = cluster;
    for (const queue = [point]; queue.length > 0;) {
      const core = queue.pop()!;
      for (const near of neighbours.subarray(starts[core], starts[core + 1])) {
        if (labels[near] !== -1) continue;
        labels[near] = cluster;
        if (isCore(near)) queue.push(near);
      }
    }
  }
  return Array.from(order, (point) => `${ids[point]},${labels[point]}\n`).join('');
}

/** The neighbours of point `i` are `neighbours[starts[i]]` to before `neighbours[starts[i + 1]]`. */
function neighbourLists(size: number, first: Int32Array, second: Int32Array) {
  const starts = new Uint32Array(size + 2);
  for (const side of [first, second]) for (const point of side) starts[point + 2]!++;
  for (let point = 2; point < starts.length; point++) starts[point]! += starts[point - 1]!;
  const neighbours = new Uint32Array(2 * first.length);
  first.forEach((point, i) => {
    neighbours[starts[point + 1]!++] = second[i]!;
    neighbours[starts[second[i]! + 1]!++] = point;
  });
  return { starts, neighbours };
}
