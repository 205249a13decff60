import type { InvokeMessage } from './messages.ts';

/** The context object of an invocation: the members that AWS gives every Node.js function. */
export function invocationContext(message: InvokeMessage, env: NodeJS.ProcessEnv) {
  return {
    awsRequestId: message.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    getRemainingTimeInMillis: () => Math.max(0, message.deadlineMs - Date.now()),
    invokedFunctionArn: message.functionArn,
    logGroupName: `/aws/lambda/${env.AWS_LAMBDA_FUNCTION_NAME}`,
    logStreamName: `local/[${env.AWS_LAMBDA_FUNCTION_VERSION}]${process.pid}`,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  };
}
