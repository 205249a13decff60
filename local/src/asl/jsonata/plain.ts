import type { Json } from '../host.ts';

/** Thrown for what JSON cannot hold: functions. */
export class NotJson extends Error {}

/**
 * A result of JSONata as plain JSON: without the marks that JSONata puts on arrays, and with undefined members and
 * elements left out. Numbers without a JSON form become texts, as AWS writes them (`"Infinity"`, `"NaN"`).
 * @throws NotJson
 */
export function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.filter((element) => element !== undefined).map(plain);
  if (typeof value === 'object' && value !== null && !isFunction(value)) return plainObject(value);
  throw new NotJson();
}

function plainObject(value: object): Json {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

/** JSONata's own functions and lambdas are objects with a mark. */
function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
