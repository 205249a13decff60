import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { LambdaFunction } from './lambda-function.ts';

/** A function as the API describes it. */
export function configurationOf(fn: LambdaFunction): FunctionConfiguration {
  return {
    Description: fn.description,
    Environment: { Variables: fn.variables },
    FunctionArn: fn.arn,
    FunctionName: fn.name,
    Handler: fn.handler,
    LastUpdateStatus: 'Successful',
    MemorySize: fn.memoryMb,
    PackageType: 'Zip',
    Role: fn.roleArn,
    Runtime: fn.runtime as NonNullable<FunctionConfiguration['Runtime']>,
    State: 'Active',
    Timeout: fn.timeoutMs / 1000,
    Version: '$LATEST',
  };
}
