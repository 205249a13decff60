import type { Json } from '../host.ts';

/**
 * A deep copy whose objects have no prototype. JSONata 2.0.6 looks members up through the prototype chain, so that
 * `$states.input.constructor` would be JavaScript's, and marks arrays that it passes on; neither may reach our data.
 */
export function detach(value: Json): unknown {
  if (Array.isArray(value)) return value.map(detach);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value)) copy[name] = detach(member);
  return copy;
}

/** An object whose members are read and copied when an expression first reads them, since most expressions read few. */
export function detachLazily(members: Record<string, Json | (() => Json)>): unknown {
  const view = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    let copy: unknown;
    Object.defineProperty(view, name, {
      enumerable: true,
      get: () => (copy ??= detach(made(members[name]!))),
    });
  }
  return view;
}

/** A member of `$states`, made now if it was not before. */
export function made(member: Json | (() => Json)): Json {
  return typeof member === 'function' ? member() : member;
}
