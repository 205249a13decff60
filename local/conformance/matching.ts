import type { Json } from '../src/asl/host.ts';

/**
 * Where an answer differs from the recorded one; undefined where it matches. A recorded text that equals a wildcard
 * matches anything, one that contains wildcards matches any text in their places.
 */
export function difference(
  recorded: Json | undefined,
  actual: Json | undefined,
  wildcards: string[] = [],
  path = '',
): string | undefined {
  const differs = () =>
    `${path || 'value'}: recorded ${JSON.stringify(recorded)}, got ${JSON.stringify(actual)}`;
  if (typeof recorded === 'string') return matchesText(recorded, actual, wildcards) ? undefined : differs();
  if (typeof recorded !== 'object' || recorded === null) return recorded === actual ? undefined : differs();
  if (typeof actual !== 'object' || actual === null) return differs();
  if (Array.isArray(recorded) !== Array.isArray(actual)) return differs();
  const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
  for (const name of names) {
    const found = difference(memberOf(recorded, name), memberOf(actual, name), wildcards, `${path}/${name}`);
    if (found) return found;
  }
  return undefined;
}

function memberOf(value: object, name: string): Json | undefined {
  return (value as Record<string, Json>)[name];
}

function matchesText(recorded: string, actual: Json | undefined, wildcards: string[]): boolean {
  if (wildcards.includes(recorded)) return actual !== undefined;
  if (typeof actual !== 'string') return false;
  const escaped = recorded.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = wildcards.reduce((text, wildcard) => text.replaceAll(wildcard, '.*'), escaped);
  return new RegExp(`^${pattern}$`, 's').test(actual);
}
