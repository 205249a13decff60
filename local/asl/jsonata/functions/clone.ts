/** JSONata's `$clone`, which `|…|…|` copies with; its own goes through text and rounds numbers to 15 digits. */
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value !== 'object' || value === null) return value;
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) return '';
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy[name] = clone(member);
  return copy;
}
