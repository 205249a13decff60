import type { IssuedCredentials } from '../iam/index.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What differs between the environments of one function. */
export interface EnvironmentPlace {
  taskRoot: string;
  region: string;
  /** URL of the local endpoint. */
  endpoint: string;
  credentials: IssuedCredentials;
}

/**
 * All environment variables of a function's process: its own and those that AWS defines, nothing of the runtime's.
 * See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(fn: LambdaFunction, place: EnvironmentPlace): Record<string, string> {
  return {
    ...fn.variables,
    AWS_ACCESS_KEY_ID: place.credentials.accessKeyId,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_REGION: place.region,
    // The function's runtime on AWS is newer than the Node.js this may run on.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SECRET_ACCESS_KEY: place.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: place.credentials.sessionToken,
    LAMBDA_TASK_ROOT: place.taskRoot,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: 'UTC',
    _HANDLER: fn.handler,
  };
}
