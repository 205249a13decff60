import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { Credentials } from '../iam/index.ts';
import { createConcurrency } from './concurrency.ts';
import { isFunctionError, payloadOf } from './ending.ts';
import type { Ending } from './ending.ts';
import { environmentVariables } from './environment-variables.ts';
import { startEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { lambdaError } from './errors.ts';
import { extractCode } from './function-code.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { openLog } from './log.ts';
import { createPool } from './pool.ts';
import { linkSdk } from './runtime-sdk.ts';
import { runInvocation } from './run-invocation.ts';
import type { InvocationRequest } from './run-invocation.ts';
import { createSlots } from './slots.ts';
import type { InvocationFault } from './suffer-fault.ts';
import { UnderWay } from '../under-way.ts';

export interface InvocationResult {
  /** A function error names the function's log besides what AWS answers. */
  payload: Buffer;
  isFunctionError: boolean;
  /** The last 4 KB of the log. */
  logTail: Buffer;
}

/** Runs events in execution environments. */
export interface Invocations {
  /**
   * Rejects with the signal's reason when it aborts; the environment is ended then. Rejects with ServiceError
   * TooManyRequestsException beyond the function's reserved concurrency.
   */
  invoke(fn: LambdaFunction, request: InvocationRequest): Promise<InvocationResult>;
  /** Ends all environments; invocations under way are rejected. */
  stop(): Promise<void>;
}

export interface InvocationOptions {
  home: string;
  /** The service's own directory, where its packages are installed. */
  project: string;
  region: string;
  hostFile: string;
  credentials: Credentials;
  endpoint: () => string;
  /** What the next invocation of a function is to suffer, for tests of faults. */
  faultOf?: (functionName: string) => InvocationFault | undefined;
}

/**
 * As many invocations run at once as there are processors, of all functions together; further ones wait in order,
 * which on AWS would run side by side. What a function calls and waits for runs in the function's own place.
 * Environments are kept for reuse after a clean end, at most two per processor, and not frozen in between.
 */
export function createInvocations(options: InvocationOptions): Invocations {
  const slots = createSlots(availableParallelism());
  const concurrency = createConcurrency();
  const pool = createPool(2 * availableParallelism());
  const stopping = new AbortController();
  const underWay = new UnderWay();
  // By the function as one version of the stack has it: another version brings other code and settings.
  const code = new WeakMap<LambdaFunction, Promise<string>>();
  const functionOf = new WeakMap<Environment, LambdaFunction>();
  const accessKeys = new WeakMap<Environment, string>();

  function taskRootOf(fn: LambdaFunction): Promise<string> {
    const extracted = code.get(fn) ?? extractCode(fn, join(options.home, 'tmp', 'lambda'), options.project);
    code.set(fn, extracted);
    extracted.catch(() => code.delete(fn));
    return extracted;
  }

  function start(fn: LambdaFunction, taskRoot: string): Environment {
    const { region, hostFile, project } = options;
    linkSdk(dirname(taskRoot), project);
    const credentials = options.credentials.issue(fn.roleName, fn.name);
    const variables = environmentVariables(fn, {
      taskRoot,
      runtimeDirectory: dirname(hostFile),
      region,
      endpoint: options.endpoint(),
      credentials,
    });
    const environment = startEnvironment({
      functionName: fn.name,
      hostFile,
      taskRoot,
      variables,
      memoryMb: fn.memoryMb,
    });
    accessKeys.set(environment, credentials.accessKeyId);
    functionOf.set(environment, fn);
    return environment;
  }

  function takeIdle(fn: LambdaFunction): Environment | undefined {
    for (;;) {
      const kept = pool.takeIdle(fn.name);
      if (!kept || functionOf.get(kept) === fn) return kept;
      void pool.end(kept);
    }
  }

  async function run(
    fn: LambdaFunction,
    request: InvocationRequest,
    signals: AbortSignal[],
  ): Promise<InvocationResult> {
    const taskRoot = await taskRootOf(fn);
    const kept = takeIdle(fn);
    const environment = kept ?? pool.add(() => start(fn, taskRoot));
    const accessKey = accessKeys.get(environment)!;
    options.credentials.actFor(accessKey, request.executionArn);
    const log = openLog(join(options.home, 'logs', 'lambda'), fn.name);
    let ending: Ending | undefined;
    try {
      const fault = options.faultOf?.(fn.name);
      ending = await runInvocation(environment, { fn, request, signals, log, isFirst: !kept, fault });
    } finally {
      options.credentials.actFor(accessKey, undefined);
      if (isClean(ending)) pool.keep(environment);
      else await pool.end(environment);
    }
    return {
      payload: payloadOf(ending, {
        requestId: request.requestId,
        timeoutMs: fn.timeoutMs,
        logFile: log.file,
      }),
      isFunctionError: isFunctionError(ending),
      logTail: log.tail(),
    };
  }

  async function runInTurn(fn: LambdaFunction, request: InvocationRequest): Promise<InvocationResult> {
    const signals = [stopping.signal, ...(request.signal ? [request.signal] : [])];
    const leave = concurrency.enter(fn);
    try {
      if (request.byFunction) return await run(fn, request, signals);
      const giveBack = await slots.take(signals);
      return await run(fn, request, signals).finally(giveBack);
    } finally {
      leave();
    }
  }

  return {
    invoke(fn, request) {
      const result = runInTurn(fn, request);
      underWay.add(result);
      return result;
    },
    async stop() {
      stopping.abort(lambdaError('ServiceException', 'The local runtime is stopping.'));
      // One that was about to start a process would start it after the others have ended.
      await underWay.settled();
      await pool.endAll();
    },
  };
}

function isClean(ending: Ending | undefined): boolean {
  return ending?.kind === 'response' || (ending?.kind === 'error' && !ending.fatal);
}
