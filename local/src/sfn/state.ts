import type { Authorize, Service } from '../service.ts';
import type { Json } from '../asl/host.ts';
import type { Account } from './arns.ts';
import type { Clock } from '../clock.ts';
import type { LeftOut } from '../template/index.ts';
import type { LiveExecution } from './executions/live-execution.ts';
import type { LiveMapRun } from './map-runs/live-map-run.ts';
import type { StateMachine } from './state-machine.ts';
import type { TaskTokens } from './task-tokens.ts';

/** A service call that a Task is about to make. */
export interface InterceptedCall {
  /** The Task's Resource as written. */
  resource: string;
  /** Name of the stack's machine, also for the children of its Maps. */
  machine: string;
  /** Name of the Task state. */
  state: string;
  /** How often this visit of the state was tried before. */
  attempt: number;
  arguments: Json;
  /** Aborted when the Task is stopped or has timed out. */
  signal: AbortSignal;
}

/** Sees each Task's call before it is made; throwing StatesError makes the Task fail in its place. */
export type InterceptCall = (call: InterceptedCall) => void | Promise<void>;

/** What the operations and the running executions share. */
export interface StatesState {
  home: string;
  account: Account;
  /** By ARN. */
  machines: Map<string, StateMachine>;
  /** Machines of the template that cannot be served. */
  leftOut?: LeftOut;
  /** The executions that run, children of Maps included, by ARN. */
  live: Map<string, LiveExecution>;
  /** The map runs that run, by ARN. */
  mapRuns: Map<string, LiveMapRun>;
  tokens: TaskTokens;
  clock: Clock;
  services: () => Service[];
  authorize: Authorize;
  interceptCall?: InterceptCall;
  /** Whether executions may start: from the service's start to its stop. */
  accepting: boolean;
}
