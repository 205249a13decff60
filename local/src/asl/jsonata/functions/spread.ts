/** JSONata's `$spread`, in time that grows with the number of members and not with its square. */
export function spread(value: unknown): unknown {
  if (!Array.isArray(value) && !isObject(value)) return value;
  const members: unknown[] = [];
  collect(value, members);
  return Object.assign(members, { sequence: true });
}

function collect(value: unknown, members: unknown[]): void {
  if (Array.isArray(value)) for (const element of value) collect(element, members);
  else if (isObject(value)) {
    for (const member of Object.entries(value)) members.push(Object.fromEntries([member]));
  } else if (value !== undefined) members.push(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('_jsonata_lambda' in value);
}
