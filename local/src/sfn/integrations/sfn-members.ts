/** Step Functions' own API writes its members in camelCase, where state machines write all in PascalCase. */

/** `{ StateMachineArn }` as `{ stateMachineArn }`, at every depth. */
export function toCamelCase(value: unknown): unknown {
  return renameMembers(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

/** `{ executionArn }` as `{ ExecutionArn }`, at every depth. */
export function toPascalCase(value: unknown): unknown {
  return renameMembers(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

function renameMembers(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameMembers(item, rename));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [rename(name), renameMembers(member, rename)]),
  );
}
