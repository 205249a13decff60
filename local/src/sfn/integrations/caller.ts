import { rolePrincipal } from '../../iam/index.ts';
import type { Principal, Service } from '../../service.ts';
import type { LiveExecution } from '../executions/live-execution.ts';
import type { StatesState } from '../state.ts';
import type { TaskTokens } from '../task-tokens.ts';
import { untilAborted } from '../../asl/run/until-aborted.ts';
import { whenDone } from '../executions/when-done.ts';

/** How integrations reach the other services. */
export interface Caller {
  /**
   * Calls a service as the machine's role. With a signal the call is left behind, as on AWS, once it is aborted.
   * @throws ServiceError
   */
  call(service: string, operation: string, input: unknown, circumstances: Circumstances): Promise<unknown>;
  /** The service itself, for what it can tell besides its operations. */
  service(name: string): Service;
  /** Settles when the execution has ended. */
  executionDone(executionArn: string): Promise<unknown>;
  tokens: TaskTokens;
}

export interface Circumstances {
  requestId: string;
  signal?: AbortSignal;
}

export function createCaller(execution: LiveExecution, state: StatesState): Caller {
  const principal = principalOf(execution);
  const service = (name: string) => findService(state.services(), name);
  return {
    call(name, operation, input, { requestId, signal }) {
      const call = service(name).call(operation, input, { principal, requestId, signal });
      // S3's calls are over in moments, and an object left behind would stay open.
      return signal && name !== 's3' ? untilAborted(call, signal) : call;
    },
    service,
    executionDone: (executionArn) => whenDone(executionArn, state),
    tokens: state.tokens,
  };
}

/** Who makes the calls of an execution: its machine's role, in a session that bears the execution's name. */
export function principalOf({ owner, record, root }: LiveExecution): Principal {
  return { ...rolePrincipal(owner.roleName, record.name), executionArn: root.executionArn };
}

function findService(services: Service[], name: string): Service {
  const service = services.find((candidate) => candidate.name === name);
  if (!service)
    throw new Error(`There is no local service ${name} among ${services.map((s) => s.name).join(', ')}.`);
  return service;
}
