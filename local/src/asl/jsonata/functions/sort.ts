import { jsonataError } from './errors-of-jsonata.ts';

/** Whether the first of two elements belongs behind the second. */
type Swaps = (first: unknown, second: unknown) => unknown;

/** JSONata's `$sort`, whose own needs memory that grows with the square of the elements' number. It is stable. */
export async function sort(elements?: unknown[], swaps?: Swaps): Promise<unknown[] | undefined> {
  if (elements === undefined || elements.length <= 1) return elements;
  if (swaps === undefined) return sortPlain(elements);
  let runs = elements.map((element) => [element]);
  while (runs.length > 1) {
    const longer = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(await merge(runs[at]!, runs[at + 1] ?? [], swaps));
    runs = longer;
  }
  return runs[0];
}

async function merge(left: unknown[], right: unknown[], swaps: Swaps): Promise<unknown[]> {
  const merged: unknown[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    merged.push((await swaps(left[l], right[r])) ? right[r++] : left[l++]);
  }
  return [...merged, ...left.slice(l), ...right.slice(r)];
}

function sortPlain(elements: unknown[]): unknown[] {
  const isAll = (...types: string[]) => elements.every((element) => types.includes(typeof element));
  if (!isAll('number', 'bigint') && !isAll('string')) throw jsonataError('D3070', { index: 1 });
  return (elements as string[]).toSorted((a, b) => (a > b ? 1 : a < b ? -1 : 0));
}
