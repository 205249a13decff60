import { parseArn } from '../arns.ts';
import { executionPlace } from '../disk/layout.ts';
import { readPermissionLog } from '../disk/permission-log.ts';
import type { PermissionEntry } from '../disk/permission-log.ts';

/**
 * What was written down of permissions for a machine's execution of this or an earlier process, and for all that it
 * started and these started in turn.
 * @throws ServiceError InvalidArn
 */
export function permissionEntries(home: string, executionArn: string): PermissionEntry[] {
  const arns = new Set([executionArn]);
  const all: PermissionEntry[] = [];
  // Grows while it is gone through.
  for (const arn of arns) {
    const { machine, name } = parseArn(arn, 'execution');
    const entries = readPermissionLog(executionPlace(home, machine, name!).directory);
    for (const entry of entries) if ('started' in entry) arns.add(entry.started);
    all.push(...entries);
  }
  return all;
}
