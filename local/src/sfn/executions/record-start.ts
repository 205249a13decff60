import { mkdirSync } from 'node:fs';
import type { Machine } from '../../asl/index.ts';
import type { NewEvent } from '../../asl/host.ts';
import { indexStart } from '../disk/execution-index.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { writeExecution } from '../disk/execution-record.ts';
import { openHistory } from '../disk/history-writer.ts';
import type { RootExecution } from './live-execution.ts';
import type { Recorded } from './recorded.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StatesState } from '../state.ts';

export interface ExecutionRequest {
  owner: StateMachine;
  /** What runs: the owner's program, or a Map's ItemProcessor. */
  program: Machine;
  place: ExecutionPlace;
  executionArn: string;
  /** The owner's ARN, or of a child the one with the Map's label. */
  stateMachineArn: string;
  name: string;
  /** JSON text. */
  input: string;
  /** Of a child. */
  mapRunArn?: string;
  itemCount?: number;
  index?: number;
  /** Of a machine's execution: digest of its definition. */
  definition?: string;
  /** Of a child. */
  root?: RootExecution;
}

/** Records a new execution, which is then launched. */
export function recordStart(request: ExecutionRequest, state: StatesState): Recorded {
  const { owner, program, place, root, ...members } = request;
  const startDate = state.clock.now().toISOString();
  const record: ExecutionRecord = {
    ...members,
    roleArn: owner.roleArn,
    status: 'RUNNING',
    startDate,
    redriveCount: 0,
  };
  mkdirSync(place.directory, { recursive: true });
  const { name, itemCount, index } = record;
  indexStart(place.index, { name, startDate, itemCount, index });
  writeExecution(place.directory, record);
  const history = openHistory(place.directory, () => state.clock.now());
  history.append(startedEvent(record), 0);
  return { record, place, owner, history, root, program };
}

/** The event that opens a history. */
export function startedEvent(record: ExecutionRecord): NewEvent {
  return {
    type: 'ExecutionStarted',
    executionStartedEventDetails: {
      input: record.input,
      roleArn: record.roleArn,
    },
  };
}
