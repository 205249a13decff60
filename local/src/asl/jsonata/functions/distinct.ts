/** JSONata's `$distinct`, in time that grows with the number of elements and not with its square. */
export function distinct(values: unknown): unknown {
  if (!Array.isArray(values) || values.length <= 1) return values;
  const kept = new Map<unknown, unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (!kept.has(key)) kept.set(key, value);
  }
  return Object.assign([...kept.values()], 'sequence' in values && { sequence: true });
}

/** Equal for values that JSONata takes as equal: members in any order, functions only themselves. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'string') return `text:${value}`;
  if (typeof value !== 'object' || value === null || '_jsonata_lambda' in value) return value;
  return `json:${JSON.stringify(value, sorted)}`;
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value === 'string') return `text:${value}`;
  if (typeof value === 'bigint') return `whole:${value}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
