import type { StartQueryExecutionInput, WorkGroup } from '@aws-sdk/client-athena';
import { invalidRequest } from './errors.ts';

/**
 * Where a query's results go, `s3://bucket/prefix/`: the work group's place when it enforces its settings, otherwise
 * the request's first. https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 * @throws InvalidRequestException when nobody names one
 */
export function resultLocation(input: StartQueryExecutionInput, { Configuration }: WorkGroup): string {
  const own = Configuration?.ResultConfiguration?.OutputLocation;
  const asked = input.ResultConfiguration?.OutputLocation;
  const location = Configuration?.EnforceWorkGroupConfiguration ? own : (asked ?? own);
  if (!location) {
    throw invalidRequest(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    );
  }
  const parts = /^s3:\/\/([^/]+(?:\/.*)?)$/.exec(location)?.[1]?.split('/');
  if (!parts || parts.some((part) => part === '.' || part === '..')) {
    throw invalidRequest(`outputLocation is not a valid S3 path: ${location}`);
  }
  return location.endsWith('/') ? location : `${location}/`;
}
