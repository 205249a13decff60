import { notSupported } from '../../query-error.ts';
import type { Json } from './parse.ts';

/** A member's name, or an element's place from 0. */
type Step = string | number;

const steps = /\.([\w$-]+)|\[(\d{1,9})\]|\["([^"\\]*)"\]|\['([^'\\]*)'\]/y;
const known = new Map<string, Step[]>();

/**
 * The steps of a path like `$.store.book[0]`.
 * @throws QueryError NOT_SUPPORTED for what leads to several values
 */
export function pathOf(path: string): Step[] {
  const read = known.get(path) ?? stepsOf(path);
  known.set(path, read);
  return read;
}

function stepsOf(path: string): Step[] {
  const found: Step[] = [];
  let at = path.startsWith('$') ? 1 : -1;
  while (at >= 0 && at < path.length) {
    steps.lastIndex = at;
    const step = steps.exec(path);
    at = step ? steps.lastIndex : -1;
    if (step) found.push(step[2] === undefined ? (step[1] ?? step[3] ?? step[4])! : Number(step[2]));
  }
  if (at >= 0) return found;
  throw notSupported(`the JSON path '${path}'`, "Write it like '$.store.book[0]' or '$[\"a name\"]'.");
}

/** The value that a path leads to; undefined where there is none. */
export function valueAt(value: Json, path: string): Json | undefined {
  return pathOf(path).reduce<Json | undefined>((at, step) => {
    if (at instanceof Map) return at.get(String(step));
    return Array.isArray(at) && typeof step === 'number' ? at[step] : undefined;
  }, value);
}
