/**
 * Solves A x = b by A = LL' in place: the rows of `lower` (the lower triangle of A, row i holding i + 1 numbers) become
 * L, and `b` becomes x.
 * @returns false, with `b` damaged, if A is not positive definite: a squared pivot is `smallest` or less
 */
export function solveCholesky(lower: readonly Float64Array[], b: Float64Array, smallest: number): boolean {
  for (let i = 0; i < b.length; i++) {
    const row = lower[i]!;
    for (let j = 0; j < i; j++) row[j] = (row[j]! - dot(row, lower[j]!, j)) / lower[j]![j]!;
    const square = row[i]! - dot(row, row, i);
    if (!(square > smallest)) return false;
    row[i] = Math.sqrt(square);
    b[i] = (b[i]! - dot(row, b, i)) / row[i]!;
  }
  for (let i = b.length - 1; i >= 0; i--) {
    const row = lower[i]!;
    const x = b[i]! / row[i]!;
    for (let j = 0; j < i; j++) b[j]! -= row[j]! * x;
    b[i] = x;
  }
  return true;
}

/** Of the first n numbers, in four sums, because a processor adds several side by side. */
function dot(a: Float64Array, b: Float64Array, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < n; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + s2 + s3;
}
