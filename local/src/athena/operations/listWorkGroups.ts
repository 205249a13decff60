import type { ListWorkGroupsInput, ListWorkGroupsOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { page } from '../page.ts';
import type { AthenaState } from '../state.ts';

export const listWorkGroups: Operation<AthenaState, ListWorkGroupsInput, ListWorkGroupsOutput> = {
  members: { MaxResults: 'integer', NextToken: 'text' },
  permissions: () => [{ action: 'athena:ListWorkGroups', resource: '*' }],
  async run({ MaxResults, NextToken }, { workGroups }) {
    const { items, next } = page([...workGroups.values()], ({ Name }) => Name!, MaxResults, NextToken);
    const WorkGroups = items.map(({ Name, State, Description, Configuration }) => ({
      Name,
      State,
      Description,
      EngineVersion: Configuration?.EngineVersion,
    }));
    return { WorkGroups, NextToken: next };
  },
};
