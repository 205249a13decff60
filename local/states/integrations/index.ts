import { startQueryExecutionSync } from './athena-start-query-execution-sync.ts';
import { awsSdk } from './aws-sdk.ts';
import type { Integration } from './integration.ts';
import { invoke, invokeWaitForTaskToken } from './lambda-invoke.ts';
import { requestResponse } from './request-response.ts';
import { startExecution, startExecutionSync, startExecutionSync2 } from './states-start-execution.ts';

/** The optimized integrations, by what follows `arn:aws:states:::`. */
const optimized = new Map<string, Integration>([
  ['athena:getQueryExecution', requestResponse('athena', 'getQueryExecution')],
  ['athena:getQueryResults', requestResponse('athena', 'getQueryResults')],
  ['athena:startQueryExecution', requestResponse('athena', 'startQueryExecution')],
  ['athena:startQueryExecution.sync', startQueryExecutionSync],
  ['athena:stopQueryExecution', requestResponse('athena', 'stopQueryExecution')],
  ['lambda:invoke', invoke],
  ['lambda:invoke.waitForTaskToken', invokeWaitForTaskToken],
  ['states:startExecution', startExecution],
  ['states:startExecution.sync', startExecutionSync],
  ['states:startExecution.sync:2', startExecutionSync2],
]);

const prefix = 'arn:aws:states:::';
const awsSdkResource = /^aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/;

/** The integration behind a Task's Resource; undefined when there is none locally. */
export function findIntegration(resource: string): Integration | undefined {
  if (!resource.startsWith(prefix)) return undefined;
  const name = resource.slice(prefix.length);
  const [, service, operation] = awsSdkResource.exec(name) ?? [];
  return service && operation ? awsSdk(service, operation) : optimized.get(name);
}

/** For the message that refuses a Resource. */
export function supportedResources(): string {
  return [...optimized.keys(), 'aws-sdk:<athena, glue, lambda, s3 or sfn>:<operation>']
    .map((name) => prefix + name)
    .join(', ');
}
