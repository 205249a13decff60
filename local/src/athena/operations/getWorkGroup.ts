import type { GetWorkGroupInput, GetWorkGroupOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { workGroupPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';
import { findWorkGroup } from '../work-groups.ts';

export const getWorkGroup: Operation<AthenaState, GetWorkGroupInput, GetWorkGroupOutput> = {
  members: { WorkGroup: 'text' },
  permissions: ({ WorkGroup }, state) => [workGroupPermission('GetWorkGroup', state, WorkGroup ?? '')],
  run: async ({ WorkGroup }, state) => ({ WorkGroup: findWorkGroup(state.workGroups, WorkGroup ?? '') }),
};
