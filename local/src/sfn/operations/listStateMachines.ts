import type { ListStateMachinesCommandInput, ListStateMachinesCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { pageByName } from './paging.ts';
import type { StatesState } from '../state.ts';

type Output = Omit<ListStateMachinesCommandOutput, '$metadata'>;

export const listStateMachines: Operation<StatesState, ListStateMachinesCommandInput, Output> = {
  members: { maxResults: 'integer', nextToken: 'text' },
  permissions: () => [{ action: 'states:ListStateMachines', resource: '*' }],
  async run({ maxResults, nextToken }, state) {
    const page = pageByName([...state.machines.values()], ({ name }) => name, maxResults, nextToken);
    const stateMachines = page.entries.map(({ arn, name, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type: 'STANDARD' as const,
      creationDate,
    }));
    return { stateMachines, nextToken: page.nextToken };
  },
};
