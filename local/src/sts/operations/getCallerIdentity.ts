import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { createHash } from 'node:crypto';
import type { Operation, Principal } from '../../service.ts';

/**
 * Who calls: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html. No permission is needed, as
 * on AWS.
 */
export const getCallerIdentity: Operation<
  { accountId: string },
  GetCallerIdentityRequest,
  GetCallerIdentityResponse
> = {
  members: {},
  permissions: () => [],
  run: async (_input, { accountId }, { principal }) => ({
    Account: accountId,
    Arn: principal.arn,
    UserId: principal.roleName === undefined ? accountId : roleUserId(principal),
  }),
};

/** The role's id, in AWS's form, and the name of the session. */
function roleUserId({ roleName = '', arn }: Principal): string {
  const digits = createHash('sha256').update(roleName).digest('hex').slice(0, 17).toUpperCase();
  return `AROA${digits}:${arn.split('/').at(-1)}`;
}
