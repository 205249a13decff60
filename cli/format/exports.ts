import { localCredentials, localRegion } from '../aws/clients.ts';

/**
 * The environment variables by which AWS's tools and SDKs, and `sls invoke local`, find the local runtime. boto3 and the
 * AWS CLI 1 read the region of the one name, all others that of the other.
 */
export function localVariables(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** What would come before those variables. */
const overriding = ['AWS_PROFILE', 'AWS_SESSION_TOKEN'];

/** The variables as lines for a POSIX shell. */
export function exportLines(endpoint: string): string[] {
  const lines = Object.entries(localVariables(endpoint)).map(([name, value]) => `export ${name}=${value}`);
  return [...lines, `unset ${overriding.join(' ')}`];
}
