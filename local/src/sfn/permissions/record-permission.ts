import type { Decision } from '../../iam/index.ts';
import type { Principal } from '../../service.ts';
import { parseArn } from '../arns.ts';
import { executionPlace } from '../disk/layout.ts';
import { openPermissionLog } from '../disk/permission-log.ts';
import type { PermissionEntry, PermissionLog } from '../disk/permission-log.ts';
import type { StatesState } from '../state.ts';

/** Writes down what was decided about a permission, if it was asked for on behalf of an execution. */
export function recordDecision({ principal, permission, by, denied }: Decision, state: StatesState): void {
  const { roleName: role = '' } = principal;
  const { action, resource } = permission;
  if (denied !== undefined) {
    recordEntry({ role, denied: { action, resource, reason: denied } }, principal, state);
  }
  for (const right of by) {
    const used = { action: right.action, resource: right.resource };
    recordEntry({ role, used }, principal, state);
  }
}

/** Writes an entry down for the execution on whose behalf the principal acts, if any. */
export function recordEntry(entry: PermissionEntry, { executionArn }: Principal, state: StatesState): void {
  if (executionArn !== undefined) logOf(executionArn, state).add(entry);
}

/** A function that nobody waits for may outlive the execution. */
function logOf(executionArn: string, { live, home }: StatesState): PermissionLog {
  const running = live.get(executionArn);
  if (running) return running.root.permissions;
  const { machine, name } = parseArn(executionArn, 'execution');
  return openPermissionLog(executionPlace(home, machine, name!).directory);
}
