import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { IssuedCredentials } from '../iam/index.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What differs between the environments of one function. */
export interface EnvironmentPlace {
  taskRoot: string;
  /** The directory of the runtime's own program. */
  runtimeDirectory: string;
  region: string;
  /** URL of the local endpoint. */
  endpoint: string;
  credentials: IssuedCredentials;
}

/**
 * All environment variables of a function's process: its own and those that AWS defines, nothing of the runtime's.
 * The addresses of services that are not here are left out: the runtime and metadata APIs, X-Ray's daemon.
 * See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(fn: LambdaFunction, place: EnvironmentPlace): Record<string, string> {
  return { ...defaults(fn, place), ...fn.variables, ...defined(fn, place) };
}

/** Those that a function may set too. */
function defaults(fn: LambdaFunction, { taskRoot, runtimeDirectory }: EnvironmentPlace) {
  const libraries = [runtimeDirectory, taskRoot].flatMap((directory) => [directory, `${directory}/lib`]);
  const major = /\d+/.exec(fn.runtime)![0];
  const modules = [`/opt/nodejs/node${major}/node_modules`, '/opt/nodejs/node_modules'];
  return {
    // The function's runtime on AWS is newer than the Node.js this may run on.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    LD_LIBRARY_PATH: ['/lib64', '/usr/lib64', ...libraries, '/opt/lib'].join(':'),
    NODE_PATH: [...modules, `${dirname(taskRoot)}/node_modules`, runtimeDirectory, taskRoot].join(':'),
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin/:/bin:/opt/bin`,
    TZ: ':UTC',
  };
}

function defined(fn: LambdaFunction, place: EnvironmentPlace) {
  const { accessKeyId, secretAccessKey, sessionToken } = place.credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName(),
    AWS_REGION: place.region,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    LAMBDA_RUNTIME_DIR: place.runtimeDirectory,
    LAMBDA_TASK_ROOT: place.taskRoot,
    _HANDLER: fn.handler,
  };
}

function logStreamName(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
}
