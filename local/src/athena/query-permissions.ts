import type { Permission } from '../service.ts';
import { workGroupPermission } from './permissions.ts';
import type { AthenaState } from './state.ts';

/**
 * An action on a query is one on its work group.
 * @throws InvalidRequestException when there is no such query
 */
export function queryPermissions(action: string, state: AthenaState, id: string | undefined): Permission[] {
  const { execution } = state.queries.find(id ?? '');
  return [workGroupPermission(action, state, execution.WorkGroup!)];
}
