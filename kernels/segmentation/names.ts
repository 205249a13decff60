import { featureNames, type FeatureName } from './features.ts';
import type { FeatureScaling } from './scaling.ts';

const column = Object.fromEntries(featureNames.map((name, i) => [name, i])) as Record<FeatureName, number>;

/** How a segment is told apart from others of the same kind by having less or more of a feature. */
const words: Record<FeatureName, { less: string; more: string }> = {
  age: { less: 'younger', more: 'older' },
  income: { less: 'lower income', more: 'higher income' },
  total_spend: { less: 'lower spend', more: 'higher spend' },
  num_deals_purchases: { less: 'fewer deals', more: 'more deals' },
  num_web_purchases: { less: 'fewer web purchases', more: 'more web purchases' },
  num_catalog_purchases: { less: 'fewer catalog purchases', more: 'more catalog purchases' },
  num_store_purchases: { less: 'fewer store purchases', more: 'more store purchases' },
  num_web_visits_month: { less: 'fewer web visits', more: 'more web visits' },
  recency: { less: 'bought recently', more: 'lapsing' },
};

/**
 * Names for segments, no two the same. The rules stand in docs/segments.md.
 * @param centroids in the features' own units
 */
export function nameSegments(centroids: readonly number[][], scaling: FeatureScaling): string[] {
  const kinds = centroids.map((centroid) => kindOf(centroid, scaling.means));
  const names = [...kinds];
  for (const kind of new Set(kinds)) {
    const alike = kinds.flatMap((other, segment) => (other === kind ? [segment] : []));
    if (alike.length === 1) continue;
    const traits = traitsOf(alike, centroids, scaling);
    alike.forEach((segment, i) => (names[segment] = `${kind} (${traits.get(segment) ?? `group ${i + 1}`})`));
  }
  return names;
}

/** Compared with what the average customer spends and buys on offer. */
function kindOf(centroid: readonly number[], means: readonly number[]): string {
  const isAbove = (name: FeatureName, factor: number) =>
    centroid[column[name]]! > factor * means[column[name]]!;
  if (isAbove('total_spend', 1.5)) return 'high-value';
  if (isAbove('num_deals_purchases', 1.25)) return 'price-sensitive';
  return centroid[column.total_spend]! < 0.5 * means[column.total_spend]! ? 'low-spend' : 'moderate';
}

/** Each segment's trait, the most telling first, and none given twice. */
function traitsOf(
  alike: readonly number[],
  centroids: readonly number[][],
  scaling: FeatureScaling,
): Map<number, string> {
  const candidates = alike
    .flatMap((segment) => {
      const others = alike.filter((other) => other !== segment).map((other) => centroids[other]!);
      return candidatesOf(segment, centroids[segment]!, others, scaling);
    })
    .sort((a, b) => b.strength - a.strength || a.segment - b.segment);
  const traits = new Map<number, string>();
  const taken = new Set<string>();
  for (const { segment, trait } of candidates) {
    if (traits.has(segment) || taken.has(trait)) continue;
    traits.set(segment, trait);
    taken.add(trait);
  }
  return traits;
}

/** By how many deviations a segment's features differ from the mean of the others of its kind. */
function candidatesOf(
  segment: number,
  centroid: readonly number[],
  others: readonly number[][],
  { scales }: FeatureScaling,
): { segment: number; trait: string; strength: number }[] {
  return featureNames.flatMap((name, i) => {
    if (scales[i] === 0) return [];
    const mean = others.reduce((sum, other) => sum + other[i]!, 0) / others.length;
    const difference = (centroid[i]! - mean) / scales[i]!;
    const trait = difference < 0 ? words[name].less : words[name].more;
    return difference === 0 ? [] : [{ segment, trait, strength: Math.abs(difference) }];
  });
}
