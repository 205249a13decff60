import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startEndpoint } from '../../src/http/index.ts';
import type { Principal } from '../../src/service.ts';
import { createStsService } from '../../src/sts/index.ts';
import { clientConfig } from '../http/start.ts';

const accountId = '000000000000';

/** What a caller is told of itself, through the endpoint. */
async function identityOf(principal: Principal) {
  const services = [createStsService({ accountId, authorize: () => undefined })];
  const endpoint = await startEndpoint({ services, holderOf: () => ({ principal }), port: 0 });
  const client = new STSClient(clientConfig(endpoint));
  try {
    const { Account, Arn, UserId = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { Account, Arn, UserId };
  } finally {
    client.destroy();
    await endpoint.stop();
  }
}

test('the administrator is the account', async () => {
  const arn = `arn:aws:iam::${accountId}:root`;
  expect(await identityOf({ arn })).toEqual({ Account: accountId, Arn: arn, UserId: accountId });
});

test('a function is its role, with its session', async () => {
  const arn = `arn:aws:sts::${accountId}:assumed-role/fit-role/fit`;
  const identity = await identityOf({ arn, roleName: 'fit-role' });
  expect(identity).toMatchObject({ Account: accountId, Arn: arn });
  expect(identity.UserId).toMatch(/^AROA[0-9A-F]{17}:fit$/);
});
