/** The laptop runtime: every local service over one packaged stack and one home directory. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createAthenaService } from './athena/index.ts';
import { startEngine } from './athena/engine/index.ts';
import type { Clock } from './clock.ts';
import { createCloudFormationService } from './cloudformation/index.ts';
import { createFaults } from './faults/index.ts';
import type { FaultPlan } from './faults/index.ts';
import { createGlueService } from './glue/index.ts';
import { startEndpoint } from './http/index.ts';
import { createAuthorize, createCredentials } from './iam/index.ts';
import { createLambdaService } from './lambda/index.ts';
import { programFile } from './programs.ts';
import { createS3Service } from './s3/index.ts';
import { createScheduler } from './scheduler/index.ts';
import { renewableScheduler } from './scheduler/renewable.ts';
import type { Scheduler } from './scheduler/index.ts';
import type { Authorize, Service } from './service.ts';
import { createStatesService } from './sfn/index.ts';
import { createStsService } from './sts/index.ts';
import type { InterceptCall } from './sfn/index.ts';
import { loadStack } from './template/index.ts';
import type { Stack } from './template/index.ts';

export { readFaults } from './faults/index.ts';

export interface RuntimeOptions {
  /** Directory of the lake, the history and everything else that is kept. Made if missing. */
  home: string;
  /** Where `sls package` left the template and the zips, or a CloudFormation template beside its zips. */
  packageDirectory: string;
  /** Whether what cannot be served is left out and told; else it is refused with the whole package. */
  partial?: boolean;
  /** Port of the endpoint; 0, the default, takes a free one. */
  port?: number;
  /** The faults to inject. */
  faults?: FaultPlan;
  /** Time and chance of all that waits. */
  clock?: Clock;
  /** Sees each Task's call before it is made and may fail it, for tests of faults. */
  interceptCall?: InterceptCall;
}

export interface Runtime {
  /** e.g. `http://127.0.0.1:4566` */
  endpoint: string;
  /** The template's schedules; they are called once this is started. */
  scheduler: Scheduler;
  /** What of the template is not served, a line each. */
  notServed: () => string[];
  /**
   * Takes up the package as it is now, as a deployment does: executions that run keep their definition, all else is new.
   * @throws TemplateError or InvalidDefinition; what was served is served on then
   */
  reload(): Promise<void>;
  /** Stops what runs and closes the endpoint, in the reverse order of the start. */
  stop(): Promise<void>;
}

/**
 * Starts the runtime.
 * @throws TemplateError or InvalidDefinition for a template with something that cannot be run locally
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { home, packageDirectory, partial, port = 0, clock } = options;
  mkdirSync(home, { recursive: true });
  // What a killed process left half-written there is useless; what it started may live a moment longer.
  clearScratch(home);
  const load = () => loadStack(packageDirectory, { partial });
  let stack = load();
  // Nothing is decided before the service is there that writes the decisions down.
  const deciderOf = (of: Stack) => createAuthorize(of, (decision) => states.recordDecision(decision));
  let decide = deciderOf(stack);
  const authorize: Authorize = (permissions, call) => decide(permissions, call);
  const credentials = createCredentials((principal) => states.recordRole(principal));
  const services: Service[] = [];
  const place = { home, stack, authorize };
  const schedulerOf = (of: Stack) => createScheduler({ home, stack: of, services: () => services, clock });
  const scheduler = renewableScheduler(schedulerOf(stack));

  const faults = options.faults && createFaults(options.faults, home, clock);
  const s3Itself = createS3Service(place);
  const s3 = faults ? faults.onObjects(s3Itself) : s3Itself;
  const glue = createGlueService(place);
  const engine = startEngine({ home, program: programFile('athena-engine.js') });
  const athena = createAthenaService({ ...place, catalog: glue.catalog, engine });
  const lambda = createLambdaService({
    ...place,
    credentials,
    endpoint: () => server.url,
    faultOf: faults?.ofInvocation,
    clock,
  });
  const interceptCall = inTurn(faults?.interceptCall, options.interceptCall);
  const states = createStatesService({ ...place, services: () => services, interceptCall, clock });
  const sts = createStsService({ accountId: stack.accountId, authorize });
  const cloudFormation = createCloudFormationService({ stack, authorize });
  services.push(s3, glue, athena, lambda, states, cloudFormation, sts);
  const renewables = [s3Itself, glue, athena, lambda, states, cloudFormation];

  states.start();
  // Nothing asks for the endpoint before it is there: executions start, and functions run, through it.
  const server = await startEndpoint({ services, holderOf: credentials.holderOf, port });
  lambda.start();

  return {
    endpoint: server.url,
    scheduler,
    notServed: () => stack.leftOut.lines(),
    async reload() {
      const next = load();
      const nextDecide = deciderOf(next);
      const nextScheduler = schedulerOf(next);
      const commits = renewables.map((service) => service.prepare(next, nextDecide));
      decide = nextDecide;
      stack = next;
      commits.forEach((commit) => commit());
      await scheduler.renew(nextScheduler);
    },
    async stop() {
      await scheduler.stop();
      await states.stop();
      await lambda.stop();
      await athena.close();
      await engine.close();
      await server.stop();
      clearScratch(home);
    },
  };
}

function inTurn(first?: InterceptCall, second?: InterceptCall): InterceptCall | undefined {
  if (!first || !second) return first ?? second;
  return async (call) => {
    await first(call);
    await second(call);
  };
}

function clearScratch(home: string): void {
  rmSync(join(home, 'tmp'), { recursive: true, force: true, maxRetries: 10 });
}
