import { ServiceError, createService } from '../service.ts';
import type { Authorize, Renewable, Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { listStackResources } from './operations/listStackResources.ts';

/** CloudFormation as far as other tools ask what the stack consists of. It changes nothing. */
export function createCloudFormationService({
  stack,
  authorize,
}: {
  stack: Stack;
  authorize: Authorize;
}): Service & Renewable {
  const state = { stack, loadedAt: new Date() };
  return {
    ...createService('cloudformation', state, { listStackResources }, authorize, {
      member: (message) => new ServiceError('ValidationError', message),
    }),
    prepare: (next) => () => void Object.assign(state, { stack: next, loadedAt: new Date() }),
  };
}
