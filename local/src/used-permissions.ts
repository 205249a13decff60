import { rightsByRole } from './iam/index.ts';
import type { Right } from './iam/index.ts';
import { permissionEntries } from './sfn/index.ts';
import { loadStack } from './template/index.ts';

/** What became of the permissions of one role in an execution. */
export interface RolePermissions {
  role: string;
  /** Each action on each resource that its policies allow, as they have it, by the name of the action. */
  granted: (Right & { used: boolean })[];
  /** What it asked for in vain. */
  denied: (Right & { reason: string })[];
}

/**
 * The roles that acted in an execution, or in one that it started: the machines' and the functions', with what the
 * packaged template grants them.
 * @throws ServiceError InvalidArn; TemplateError
 */
export function usedPermissions(
  home: string,
  packageDirectory: string,
  executionArn: string,
): RolePermissions[] {
  const granted = rightsByRole(loadStack(packageDirectory, { partial: true }));
  const entries = permissionEntries(home, executionArn).filter((entry) => 'role' in entry);
  return [...new Set(entries.map(({ role }) => role))].map((role) => {
    const own = entries.filter((entry) => entry.role === role);
    const used = distinct(own.flatMap((entry) => ('used' in entry ? [entry.used] : [])));
    const isUsed = (right: Right) => used.some((one) => keyOf(one) === keyOf(right));
    // What was used may be granted no more: the template may have changed since.
    const unused = distinct(granted.get(role) ?? []).filter((right) => !isUsed(right));
    return {
      role,
      granted: [
        ...used.map((right) => ({ ...right, used: true })),
        ...unused.map((right) => ({ ...right, used: false })),
      ].sort(byAction),
      denied: distinct(own.flatMap((entry) => ('denied' in entry ? [entry.denied] : []))),
    };
  });
}

const keyOf = ({ action, resource }: Right) => `${action} ${resource}`;

function distinct<Asked extends Right>(rights: Asked[]): Asked[] {
  return [...new Map(rights.map((right) => [keyOf(right), right])).values()];
}

function byAction(a: Right, b: Right): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
