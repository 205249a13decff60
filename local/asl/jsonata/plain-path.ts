import type { Json } from '../host.ts';

/** The members of JSONata's tree that are looked at here. */
interface Node {
  type?: string;
  value?: unknown;
  steps?: Node[];
}

/** What a step or a path has beside these changes its meaning: a filter, a binding, `[]`. */
const plainMembers = new Set(['type', 'value', 'position', 'steps']);

/**
 * The names of an expression that only looks a value up: `$states.input.order.id`, `$bucket`. Most expressions of a
 * machine are such, and JSONata copies the whole value for them.
 */
export function plainPath(ast: Node): string[] | undefined {
  const [variable, ...names] = ast.type === 'path' ? ast.steps! : [ast];
  if (variable?.type !== 'variable' || !names.every(({ type }) => type === 'name')) return undefined;
  if (![ast, variable, ...names].every(isPlain)) return undefined;
  return [variable, ...names].map(({ value }) => String(value));
}

const isPlain = (node: Node) => Object.keys(node).every((name) => plainMembers.has(name));

/** What lies at the end of these names, if objects alone lie between; in arrays JSONata's own rules hold. */
export function follow(value: Json | undefined, names: string[]): Json | undefined {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}
