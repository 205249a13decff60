export type Features = Record<string, number>;

/** What was measured, and what it grows with. */
export interface Sample {
  features: Features;
  value: number;
}

/**
 * The coefficients, none below 0, whose sums come closest to the values, by the smallest relative squared errors. Samples
 * with the same features count as one with their mean, so that what varies among them stays in the sum. A feature whose
 * coefficient would be negative is left out with 0: the measurements do not show that it matters.
 * @param samples with the same features each
 */
export function fit(samples: Sample[]): Record<string, number> {
  const names = Object.keys(samples[0]!.features);
  const means = meansOf(samples);
  let kept = names;
  for (;;) {
    const solution = solve(normalEquations(means, kept));
    const worst = solution.indexOf(Math.min(...solution));
    if (!(solution[worst]! < 0))
      return Object.fromEntries(names.map((name) => [name, solution[kept.indexOf(name)] ?? 0]));
    kept = kept.filter((_, i) => i !== worst);
  }
}

function meansOf(samples: Sample[]): Sample[] {
  const alike = new Map<string, { features: Features; values: number[] }>();
  for (const { features, value } of samples) {
    const key = JSON.stringify(features);
    alike.set(key, { features, values: [...(alike.get(key)?.values ?? []), value] });
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...alike.values()].map(({ features, values }) => ({ features, value: mean(values) }));
}

function normalEquations(samples: Sample[], names: string[]): number[][] {
  const rows = samples.map(({ features, value }) => names.map((name) => features[name]! / value));
  return names.map((_, i) => [
    ...names.map((_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row) => sum + row[i]!, 0),
  ]);
}

/** Gauss and Jordan with partial pivoting; a feature that says nothing new gets 0. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  const scales = matrix.map((row, i) => Math.sqrt(row[i]!) || 1);
  const rows = matrix.map((row, i) =>
    row.map((value, j) => value / scales[i]! / (j < size ? scales[j]! : 1)),
  );
  for (let i = 0; i < size; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + k : best), i);
    const chosen = rows[pivot]!;
    rows[pivot] = rows[i]!;
    const divisor = chosen[i]!;
    const row = Math.abs(divisor) < 1e-9 ? chosen.fill(0) : chosen.map((value) => value / divisor);
    rows[i] = row;
    if (row[i] === 0) continue;
    for (let k = 0; k < size; k++) {
      const other = rows[k]!;
      if (k !== i) rows[k] = other.map((value, j) => value - other[i]! * row[j]!);
    }
  }
  return rows.map((row, i) => row[size]! / scales[i]!);
}
