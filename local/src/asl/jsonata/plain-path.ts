import type { Json } from '../host.ts';

const path = /^\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/;
/** What JSONata takes for operators and values, also in a path. */
const reserved = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/**
 * The names of an expression that only looks a value up: `$states.input.order.id`, `$bucket`. Half of a machine's
 * expressions are such, and need neither JSONata's parser nor the copy of the value that it works on.
 */
export function plainPath(text: string): string[] | undefined {
  const names = path.exec(text)?.[1]!.split('.');
  return names?.some((name) => reserved.has(name)) ? undefined : names;
}

/** What lies at the end of these names, if objects alone lie between; in arrays JSONata's own rules hold. */
export function follow(value: Json | undefined, names: string[]): Json | undefined {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}
