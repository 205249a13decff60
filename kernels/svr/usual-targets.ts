/** How far from the shortest half, in its own length, a target still tells of the unit: 6 deviations of a normal one. */
const reach = 4;

/**
 * The targets but for outliers, e.g. mistyped ones: those near the shortest interval that holds more than half of them
 * (Andrews et al., Robust Estimates of Location, 1972). Where more than half are the same, of the different ones.
 * @param targets at least one
 */
export function usualTargets(targets: Float64Array): Float64Array {
  const sorted = targets.slice().sort();
  const half = shortestHalf(sorted);
  const [low, high] =
    half[0] < half[1] ? half : shortestHalf(sorted.filter((value, i) => value !== sorted[i - 1]));
  const margin = reach * (high - low);
  return targets.filter((y) => y >= low - margin && y <= high + margin);
}

function shortestHalf(sorted: Float64Array): [low: number, high: number] {
  const half = Math.floor(sorted.length / 2);
  let best = 0;
  for (let i = 1; i + half < sorted.length; i++) {
    if (sorted[i + half]! - sorted[i]! < sorted[best + half]! - sorted[best]!) best = i;
  }
  return [sorted[best]!, sorted[best + half]!];
}
