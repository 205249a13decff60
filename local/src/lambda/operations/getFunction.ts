import type { GetFunctionCommandInput, GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { configurationOf } from '../configuration.ts';
import { findFunction, parseFunctionName } from '../function-name.ts';
import type { LambdaState } from '../state.ts';

/** Describes one function. */
export const getFunction: Operation<
  LambdaState,
  GetFunctionCommandInput,
  Pick<GetFunctionCommandOutput, 'Configuration'>
> = {
  members: { FunctionName: 'text', Qualifier: 'text' },
  permissions(input, { place }) {
    return [{ action: 'lambda:GetFunction', resource: parseFunctionName(input, place).arn }];
  },
  async run(input, state) {
    return { Configuration: configurationOf(findFunction(parseFunctionName(input, state.place), state)) };
  },
};
