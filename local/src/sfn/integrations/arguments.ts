import { StatesError } from '../../asl/host.ts';
import type { Json } from '../../asl/host.ts';
import { stringify } from '../../asl/json/index.ts';

export type Members = Record<string, Json>;

/** The Task's arguments as an object without null members. @throws StatesError States.Runtime for anything else */
export function membersOf(args: Json, resource: string): Members {
  if (args !== null && typeof args === 'object' && !Array.isArray(args)) {
    return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
  }
  throw new StatesError(
    'States.Runtime',
    `Arguments of ${resource} must be an object, but were ${stringify(args)}.`,
  );
}

/** @throws StatesError States.Runtime for a member that the integration does not take */
export function checkMembers(members: Members, supported: readonly string[], resource: string): void {
  const unknown = Object.keys(members).find((name) => !supported.includes(name));
  if (unknown === undefined) return;
  throw new StatesError(
    'States.Runtime',
    `The field "${unknown}" is not supported by ${resource}. It takes: ${supported.join(', ')}.`,
  );
}
