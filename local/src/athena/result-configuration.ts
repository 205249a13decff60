import type { ResultConfiguration, WorkGroup } from '@aws-sdk/client-athena';
import { invalidRequest } from './errors.ts';

/**
 * Refuses what a request asks of its results and they are not given. A work group that enforces its settings skips
 * the request's: https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 * @throws InvalidRequestException
 */
export function checkResultConfiguration(
  asked: ResultConfiguration | undefined,
  { Configuration }: WorkGroup,
  { accountId }: { accountId: string },
): void {
  if (!asked || Configuration?.EnforceWorkGroupConfiguration) return;
  const { EncryptionConfiguration, ExpectedBucketOwner, AclConfiguration } = asked;
  const { EncryptionOption, KmsKey } = EncryptionConfiguration ?? {};
  check('EncryptionConfiguration.EncryptionOption', EncryptionOption, 'SSE_S3');
  check('EncryptionConfiguration.KmsKey', KmsKey, undefined);
  check('ExpectedBucketOwner', ExpectedBucketOwner, accountId);
  check('AclConfiguration.S3AclOption', AclConfiguration?.S3AclOption, 'BUCKET_OWNER_FULL_CONTROL');
}

function check(member: string, value: string | undefined, only: string | undefined): void {
  if (value === undefined || value === only) return;
  const instead = only === undefined ? 'Leave it out.' : `It may be ${only}, and was ${value}.`;
  throw invalidRequest(
    `ResultConfiguration.${member} is not implemented in startQueryExecution of the local athena. ${instead}`,
  );
}
