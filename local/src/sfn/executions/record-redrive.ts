import type { Machine } from '../../asl/index.ts';
import { parseMachine } from '../../asl/index.ts';
import { stoppedFlow } from '../../asl/run/stopped-flow.ts';
import { readDefinition } from '../disk/definitions.ts';
import { indexRedrive } from '../disk/execution-index.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { writeExecution } from '../disk/execution-record.ts';
import { readMarkedHistory } from '../disk/history-reader.ts';
import { openHistory } from '../disk/history-writer.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import type { RootExecution } from './live-execution.ts';
import type { Recorded } from './recorded.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StatesState } from '../state.ts';
import { parseJson } from '../../asl/json/index.ts';

export interface Redrive {
  owner: StateMachine;
  /** What ran: the owner's program as it was, or a Map's ItemProcessor. */
  program: Machine;
  record: ExecutionRecord;
  place: ExecutionPlace;
  clientToken?: string;
  /** Of a Map's child. */
  root?: RootExecution;
}

/**
 * Records that an execution that ended without success is taken up where it stopped. The index says first that it runs, so that it is
 * found whenever the process dies, and the history last, so that it tells of no redrive that the record does not.
 */
export function recordRedrive(
  { owner, program, record, place, clientToken, root }: Redrive,
  state: StatesState,
): Recorded {
  const events = readMarkedHistory(place.directory);
  const now = state.clock.now();
  const redriven = redrivenRecord(record, now, clientToken);
  const { name, redriveCount, redriveDate } = redriven;
  indexRedrive(place.index, { name, redriveCount, redriveDate });
  writeExecution(place.directory, redriven);
  const lastId = events.at(-1)?.id ?? 0;
  const history = openHistory(place.directory, () => state.clock.now(), lastId);
  const details = { executionRedrivenEventDetails: { redriveCount } };
  history.append({ type: 'ExecutionRedriven', ...details }, lastId);
  return { record: redriven, place, owner, history, root, program, stopped: stoppedFlow(events) };
}

/** The program that an execution of this machine ran: the present one, or an earlier one from the disk. */
export function programOf(record: ExecutionRecord, owner: StateMachine, home: string): Machine {
  const { definition = owner.digest } = record;
  if (definition === owner.digest) return owner.program;
  return parseMachine(parseJson(readDefinition(owner.name, definition, home)), owner.name);
}

function redrivenRecord(record: ExecutionRecord, now: Date, redriveToken: string | undefined) {
  const { executionArn, stateMachineArn, name, roleArn, startDate, input } = record;
  const { mapRunArn, itemCount, index, definition } = record;
  return {
    ...{ executionArn, stateMachineArn, name, roleArn, startDate, input },
    ...{ mapRunArn, itemCount, index, definition },
    status: 'RUNNING' as const,
    redriveCount: record.redriveCount + 1,
    redriveDate: now.toISOString(),
    redriveToken,
  };
}
