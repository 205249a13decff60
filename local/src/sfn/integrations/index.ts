import { startQueryExecutionSync } from './athena-start-query-execution-sync.ts';
import { awsSdk } from './aws-sdk.ts';
import type { Integration } from './integration.ts';
import { functionItself, invoke } from './lambda-invoke.ts';
import { requestResponse } from './request-response.ts';
import { startExecution, startExecutionSync, startExecutionSync2 } from './states-start-execution.ts';
import { waitForTaskToken } from './wait-for-task-token.ts';

/** The optimized integrations, by what follows `arn:aws:states:::`. */
const optimized = new Map<string, Integration>([
  ['athena:getQueryExecution', requestResponse('athena', 'getQueryExecution')],
  ['athena:getQueryResults', requestResponse('athena', 'getQueryResults')],
  ['athena:startQueryExecution', requestResponse('athena', 'startQueryExecution')],
  ['athena:startQueryExecution.sync', startQueryExecutionSync],
  ['athena:stopQueryExecution', requestResponse('athena', 'stopQueryExecution')],
  ['lambda:invoke', invoke],
  ['lambda:invoke.waitForTaskToken', waitForTaskToken(invoke)],
  ['states:startExecution', startExecution],
  ['states:startExecution.sync', startExecutionSync],
  ['states:startExecution.sync:2', startExecutionSync2],
  ['states:startExecution.waitForTaskToken', waitForTaskToken(startExecution)],
]);

const prefix = 'arn:aws:states:::';
const awsSdkResource = /^aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)(\.waitForTaskToken)?$/;
const lambdaFunction = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+$/;

const found = new Map<string, Integration | undefined>();

/** The integration behind a Task's Resource; undefined when there is none locally. */
export function findIntegration(resource: string): Integration | undefined {
  if (!found.has(resource)) found.set(resource, makeIntegration(resource));
  return found.get(resource);
}

function makeIntegration(resource: string): Integration | undefined {
  if (lambdaFunction.test(resource)) return functionItself(resource);
  if (!resource.startsWith(prefix)) return undefined;
  const name = resource.slice(prefix.length);
  const [, service, operation, waits] = awsSdkResource.exec(name) ?? [];
  if (!service || !operation) return optimized.get(name);
  const integration = awsSdk(service, operation);
  return waits && integration ? waitForTaskToken(integration) : integration;
}

/** For the message that refuses a Resource. */
export function supportedResources(): string {
  const names = [...optimized.keys(), 'aws-sdk:<athena, glue, lambda, s3 or sfn>:<operation>'];
  return [...names.map((name) => prefix + name), 'a Lambda function’s ARN'].join(', ');
}
