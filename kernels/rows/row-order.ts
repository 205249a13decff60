/** How ids are ordered: integers by value, texts by code point, as Trino orders them. */
export type IdType = 'integer' | 'text';

/** The rows by id. */
export function byId<T extends { id: string }>(rows: readonly T[], type: IdType): T[] {
  if (type === 'text') return [...rows].sort((a, b) => compareTexts(a.id, b.id));
  return rows
    .map((row) => ({ row, value: BigInt(row.id) }))
    .sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)))
    .map(({ row }) => row);
}

/** By code point: UTF-16 orders those beyond 65,535, which it writes as two surrogates, before some below. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return a.length - b.length;
}

function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
