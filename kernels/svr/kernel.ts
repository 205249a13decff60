/**
 * Rows of a symmetric kernel matrix with 1 on its diagonal. In single precision, as LIBSVM keeps it: half the memory,
 * and the same models; in double precision R² of the reference trials would differ from scikit-learn's by up to 1.5e-5.
 * Only the first entries of the first rows may be in use.
 */
export type Kernel = readonly Float32Array[];

export function allocateKernel(rows: number): Kernel {
  return Array.from({ length: rows }, () => new Float32Array(rows));
}

/** Squared Euclidean distances of each row to the rows before it, one after the other. */
export function squaredDistances(rows: readonly (readonly number[])[]): Float64Array {
  const distances = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let next = 0;
  rows.forEach((row, i) => {
    for (let j = 0; j < i; j++) distances[next++] = squaredDistance(row, rows[j]!);
  });
  return distances;
}

export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k]! - b[k]!) ** 2;
  return sum;
}

/** exp(-gamma |a - b|²) into `kernel`. */
export function fillRbf(kernel: Kernel, distances: Float64Array, gamma: number): void {
  let next = 0;
  for (let i = 0; i < kernel.length; i++) {
    const row = kernel[i]!;
    for (let j = 0; j < i; j++) {
      const value = Math.exp(-gamma * distances[next++]!);
      row[j] = value;
      kernel[j]![i] = value;
    }
    row[i] = 1;
  }
}

/** The kernel of some rows among themselves, into the beginning of `target`. */
export function pickKernel(target: Kernel, kernel: Kernel, positions: readonly number[]): void {
  positions.forEach((position, i) => {
    const row = kernel[position]!;
    const picked = target[i]!;
    for (let t = 0; t < positions.length; t++) picked[t] = row[positions[t]!]!;
  });
}
