import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Credentials } from '../iam/index.ts';
import { createService, replaceEntries } from '../service.ts';
import type { Authorize, Renewable, Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { lambdaError } from './errors.ts';
import { createEventQueue } from './event-queue.ts';
import { eventStore } from './event-store.ts';
import { programFile } from '../programs.ts';
import { createInvocations } from './invocations.ts';
import type { InvocationOptions } from './invocations.ts';
import { readFunctions } from './lambda-function.ts';
import { getFunction } from './operations/getFunction.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions } from './operations/listFunctions.ts';
import { refusedOperations } from './operations/refused.ts';
import type { LambdaState } from './state.ts';

export { readFunctions } from './lambda-function.ts';
export type { InvocationFault } from './suffer-fault.ts';

export interface LambdaService extends Service, Renewable {
  /** Delivers the events that an earlier process left behind. To be called once the endpoint is there. */
  start(): void;
  /** Ends every process; calls under way fail with ServiceException, events not yet delivered wait for the next start. */
  stop(): Promise<void>;
}

/**
 * The functions of the template, run from their packaged zips in child processes.
 * @param options.home directory of the local state: code below `tmp/lambda`, logs below `logs/lambda`, events below `lambda`
 * @param options.endpoint URL of the local endpoint, asked for when a process starts
 * @throws TemplateError for a function that cannot be run locally
 */
export function createLambdaService(options: {
  home: string;
  stack: Stack;
  authorize: Authorize;
  credentials: Credentials;
  endpoint: () => string;
  clock?: Clock;
  faultOf?: InvocationOptions['faultOf'];
}): LambdaService {
  const { stack, authorize, credentials, endpoint, clock = systemClock } = options;
  const home = resolve(options.home);
  const invocations = createInvocations({
    home,
    // The package directory lies in it.
    project: dirname(resolve(stack.directory)),
    region: stack.region,
    hostFile: programFile('lambda-host.cjs'),
    credentials,
    endpoint,
    faultOf: options.faultOf,
  });
  const functions = readFunctions(stack);
  const logs = join(home, 'logs', 'lambda');
  const events = createEventQueue({ functions, invocations, store: eventStore(home), clock, logs });
  const state: LambdaState = { place: stack, functions, leftOut: stack.leftOut, invocations, events };
  return {
    ...createService('lambda', state, { getFunction, invoke, listFunctions }, authorize, {
      operations: refusedOperations,
      member: (message) => lambdaError('InvalidParameterValueException', message),
    }),
    prepare(next) {
      const prepared = readFunctions(next);
      return () => {
        replaceEntries(functions, prepared);
        state.leftOut = next.leftOut;
      };
    },
    start: () => events.start(),
    async stop() {
      // First the queue, which would take the end of its invocations for a failure to be retried.
      const drained = events.stop();
      await invocations.stop();
      await drained;
    },
  };
}
