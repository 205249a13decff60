/** Rows of numbers, one behind the other. */
export interface Flat {
  values: Float64Array;
  rows: number;
  columns: number;
}

/** @param rows at least one, all of the same length */
export function flatten(rows: readonly (readonly number[])[]): Flat {
  const columns = rows[0]!.length;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => values.set(row, i * columns));
  return { values, rows: rows.length, columns };
}

export function toRows({ values, rows, columns }: Flat): number[][] {
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
}

/** `a` with the row at position `j` of `b` in the place of its own at `i`. */
export function replaceRow(a: Flat, i: number, { values, columns }: Flat, j: number): Flat {
  const replaced = a.values.slice();
  replaced.set(values.subarray(j * columns, (j + 1) * columns), i * columns);
  return { ...a, values: replaced };
}

/**
 * Squared Euclidean distances between the row at position `i` of `a` and those of `b`, into a list by the position in
 * `b`. A function that returned one distance at a time would take several times as long: V8 boxes a number that it returns.
 */
export function measure(a: Flat, i: number, b: Flat, into: Float64Array, from = 0, to = b.rows): void {
  const { values: left, columns } = a;
  const { values: right } = b;
  const start = i * columns;
  for (let row = from, q = from * columns; row < to; row++) {
    let sum = 0;
    for (let p = start, end = start + columns; p < end; p++, q++) {
      const difference = left[p]! - right[q]!;
      sum += difference * difference;
    }
    into[row] = sum;
  }
}
