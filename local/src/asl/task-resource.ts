/** What a Task's Resource names, for its events; the host carries the call out. */
export interface TaskResource {
  /** As written. */
  arn: string;
  /** Whether it is a Lambda function's own ARN, for which AWS has events of their own. */
  lambdaFunction: boolean;
  /** As in TaskScheduled: `lambda`, `aws-sdk:s3`. */
  resourceType: string;
  /** As in TaskScheduled: `invoke`, `startQueryExecution.sync`. */
  resource: string;
  waitsForToken: boolean;
}

const integration = /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:[^:]+|[^:]+):(.+)$/;
const lambdaFunction = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+$/;
const activity = /^arn:[^:]+:states:[^:]*:[^:]*:activity:.+$/;

/** The parts of a Resource, or why it is not supported. */
export function parseResource(arn: string): TaskResource | string {
  if (activity.test(arn)) return 'activities are not supported; use a Lambda function or .waitForTaskToken.';
  if (lambdaFunction.test(arn)) {
    return { arn, lambdaFunction: true, resourceType: 'lambda', resource: arn, waitsForToken: false };
  }
  const [, resourceType, resource] = integration.exec(arn) ?? [];
  if (resourceType === undefined || resource === undefined) {
    return `expected arn:aws:states:::<service>:<action> or a Lambda function's ARN, got ${JSON.stringify(arn)}.`;
  }
  const waitsForToken = resource.endsWith('.waitForTaskToken');
  return { arn, lambdaFunction: false, resourceType, resource, waitsForToken };
}
