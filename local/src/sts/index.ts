import { createService } from '../service.ts';
import type { Authorize, Service } from '../service.ts';
import { getCallerIdentity } from './operations/getCallerIdentity.ts';

/** The Security Token Service as far as scripts ask it who they are. It issues nothing. */
export function createStsService({
  accountId,
  authorize,
}: {
  accountId: string;
  authorize: Authorize;
}): Service {
  return createService('sts', { accountId }, { getCallerIdentity }, authorize);
}
