/**
 * JSONata's `$clone`, which `|…|…|` copies with; its own goes through text and rounds numbers to 15 digits. The copies
 * have JavaScript's prototype, without which `|…|…|` takes none.
 */
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value !== 'object' || value === null) return value;
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) return '';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, clone(member)]));
}
