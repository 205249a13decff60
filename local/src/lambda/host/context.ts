import type { InvokeMessage } from './messages.ts';

export type InvocationContext = ReturnType<typeof invocationContext>;

/** The context object of an invocation: the members that AWS gives every Node.js function. */
export function invocationContext(message: InvokeMessage, env: NodeJS.ProcessEnv) {
  return {
    awsRequestId: message.requestId,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    getRemainingTimeInMillis: () => Math.max(0, message.deadlineMs - Date.now()),
    invokedFunctionArn: message.functionArn,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  };
}
