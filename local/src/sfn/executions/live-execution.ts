import type { UnderWay } from '../../under-way.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import type { HistoryWriter } from '../disk/history-writer.ts';
import type { PermissionLog } from '../disk/permission-log.ts';
import type { StateMachine } from '../state-machine.ts';

/** An execution that runs in this process. */
export interface LiveExecution {
  record: ExecutionRecord;
  place: ExecutionPlace;
  /** The stack's machine, also for the children of its Maps: its role makes the calls. */
  owner: StateMachine;
  history: HistoryWriter;
  /** The machine's execution of which this is a Map's child, or else this one. */
  root: RootExecution;
  /** Aborted with an Interruption, or for a child with its map run's reason. */
  controller: AbortController;
  /** What the interpreter may leave behind when it is cut short: its Tasks' calls and its Maps' children. */
  underWay: UnderWay;
  /** Settles once the end is recorded. */
  done: Promise<ExecutionRecord>;
}

/** Where what became of permissions is written down, a Map's children's included. */
export interface RootExecution {
  executionArn: string;
  permissions: PermissionLog;
}

/** How an execution ends. */
export type Ending =
  | { status: 'SUCCEEDED'; output: string }
  | { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string; cause?: string };

/** Why an execution was cut short: the reason of its abort signal. */
export class Interruption extends Error {
  readonly ending: Ending;
  constructor(ending: Ending) {
    super(`The execution ends as ${ending.status}.`);
    this.name = 'Interruption';
    this.ending = ending;
  }
}
