import { Only } from '../../src/shape.ts';
import type { Shape } from '../../src/shape.ts';

/**
 * A schema of the SDK's clients, as its package `@smithy/core` writes them: a number for a simple type, a list [1, …], a map
 * [2, …] or a structure [3, namespace, name, traits, names, schemas]. A reference is a function; a pair is a schema with
 * traits.
 */
type Schema = number | (() => Schema) | unknown[];

const [list, map, structure] = [1, 2, 3];

/** What an operation's input has in AWS's API and not in a shape, by path: `PartitionInput.StorageDescriptor.SchemaReference`. */
export function missingMembers(shape: Shape, schema: Schema, path = ''): string[] {
  const resolved = resolve(schema);
  if (typeof shape === 'string' || shape instanceof Only || typeof resolved === 'number') return [];
  if (resolved[0] === list)
    return missingMembers((shape as readonly [Shape])[0], resolved[4] as Schema, path);
  if (resolved[0] === map) return [];
  if (resolved[0] !== structure)
    throw new Error(`${path}: a schema of an unknown kind: ${String(resolved[0])}`);
  const [names, schemas] = [resolved[4] as string[], resolved[5] as Schema[]];
  const members = shape as Readonly<Record<string, Shape>>;
  return names.flatMap((name, index) => {
    const at = path === '' ? name : `${path}.${name}`;
    return members[name] === undefined ? [at] : missingMembers(members[name], schemas[index]!, at);
  });
}

/** The members that may only have values which change nothing, by path, with these values. */
export function onlyMembers(shape: Shape, path = ''): [string, string][] {
  if (shape instanceof Only)
    return [[path, shape.values.map((value) => (value === '' ? '""' : value)).join(' or ')]];
  if (typeof shape === 'string') return [];
  if (Array.isArray(shape)) return onlyMembers((shape as readonly [Shape])[0], path);
  return Object.entries(shape as Readonly<Record<string, Shape>>).flatMap(([name, member]) =>
    onlyMembers(member, path === '' ? name : `${path}.${name}`),
  );
}

/** The members of the shape that AWS's API does not have, at the top. */
export function inventedMembers(shape: Readonly<Record<string, Shape>>, schema: Schema): string[] {
  const names = (resolve(schema) as unknown[])[4] as string[];
  return Object.keys(shape).filter((name) => !names.includes(name));
}

function resolve(schema: Schema): number | unknown[] {
  if (typeof schema === 'function') return resolve(schema());
  return Array.isArray(schema) && schema.length === 2 ? resolve(schema[0] as Schema) : schema;
}
