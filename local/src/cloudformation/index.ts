import { ServiceError, createService } from '../service.ts';
import type { Authorize, Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { listStackResources } from './operations/listStackResources.ts';

/** CloudFormation as far as other tools ask what the stack consists of. It changes nothing. */
export function createCloudFormationService({
  stack,
  authorize,
}: {
  stack: Stack;
  authorize: Authorize;
}): Service {
  return createService('cloudformation', { stack, loadedAt: new Date() }, { listStackResources }, authorize, {
    member: (message) => new ServiceError('ValidationError', message),
  });
}
