/** The account and region in which the local runtime pretends to be. */
export interface Place {
  accountId: string;
  region: string;
  partition: string;
  urlSuffix: string;
  stackName: string;
  stackId: string;
}

/** The account that the local runtime pretends to be. */
export const localAccountId = '000000000000';

/** The place of a stack: always the local account. */
export function localPlace(stackName: string): Place {
  const accountId = localAccountId;
  const region = 'us-east-1';
  return {
    accountId,
    region,
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    stackName,
    stackId: `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
  };
}
