import type { ListFunctionsCommandInput, ListFunctionsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { configurationOf } from '../configuration.ts';
import type { LambdaState } from '../state.ts';

/** Describes all functions, on one page. */
export const listFunctions: Operation<
  LambdaState,
  ListFunctionsCommandInput,
  Pick<ListFunctionsCommandOutput, 'Functions'>
> = {
  members: {},
  permissions: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  async run(_input, { functions }) {
    return { Functions: [...functions.values()].map(configurationOf) };
  },
};
