import type { MapRunItemCounts } from '@aws-sdk/client-sfn';

/** What a state that is open does, as far as its events tell. */
export type Activity =
  | { kind: 'query' }
  | { kind: 'execution'; arn: string }
  | { kind: 'mapRun'; arn: string; counts?: MapRunItemCounts };

/** A state entered. A state in a loop or an inline Map appears once for each time. */
export interface StateProgress {
  name: string;
  /** `Task`, `Map`, `Parallel`, ... */
  type: string;
  entered: Date;
  exited?: Date;
  activity?: Activity;
  /** The last attempt's error and its event; gone when the state was left, save by a Catch. */
  failure?: Failure;
  /** Whether a Catch led on from here. */
  caught?: true;
  /** Of a Fail state that a Catch led to: the state that caught. */
  caughtIn?: string;
}

/** An attempt that failed. */
export interface Failure {
  error: string;
  eventId: number;
  /** ARN of the execution that it had started and waited for. */
  child?: string;
}

/** How an execution stands. */
export interface ExecutionProgress {
  arn: string;
  /** Short name of its machine. */
  machine: string;
  /** Or taken up again, if it was. */
  started?: Date;
  ended?: Date;
  /** Whether it ended otherwise than with success. */
  unsuccessful?: boolean;
  /** When it was redriven last: what is told of an earlier time is no news. */
  redriven?: Date;
  /** In order of entry. */
  states: StateProgress[];
  /** ARNs of the executions that it started to wait for, and of its map runs. */
  nested: string[];
  mapRuns: string[];
  /** The state in which the execution failed, also if a Catch led from there to a Fail state. */
  failedIn?: string;
  /** The last event taken in. */
  lastEventId: number;
  /** The last state left by a Catch, and the event of that. */
  caught?: { name: string; eventId: number };
  /** The state entry that each event belongs to. */
  owners: Map<number, StateProgress>;
}

/** Something that happened, for those who print one line each. */
export interface Change {
  at: Date;
  kind: 'entered' | 'exited' | 'caught' | 'failedAttempt';
  state: StateProgress;
  /** Of a failed attempt. */
  error?: string;
}

/** An execution of which nothing is known yet. */
export function newProgress(arn: string, machine: string): ExecutionProgress {
  return { arn, machine, states: [], nested: [], mapRuns: [], lastEventId: 0, owners: new Map() };
}

/** The states entered and not left. */
export function openStates({ states, ended }: ExecutionProgress): StateProgress[] {
  return ended ? [] : states.filter(({ exited }) => !exited);
}
