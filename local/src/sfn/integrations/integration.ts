import type { Json, TaskRequest } from '../../asl/host.ts';
import type { Caller } from './caller.ts';

/** An operation of a local service. */
export interface ServiceOperation {
  service: string;
  operation: string;
}

/** What runs the Tasks with one Resource. */
export interface Integration {
  /** The operations that it calls: they are looked for when a machine is loaded. */
  needs: readonly ServiceOperation[];
  /** Rejects with StatesError, or with the reason of the request's signal. */
  run(request: TaskRequest, caller: Caller): Promise<Json>;
}
