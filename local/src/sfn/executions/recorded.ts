import type { Machine } from '../../asl/index.ts';
import type { StoppedFlow } from '../../asl/run/stopped-flow.ts';
import type { StatesState } from '../state.ts';
import type { LiveExecution, RootExecution } from './live-execution.ts';

/** An execution whose start or redrive is on disk, ready to run. */
export interface Recorded extends Pick<LiveExecution, 'record' | 'place' | 'owner' | 'history'> {
  program: Machine;
  /** Of a Map's child. */
  root?: RootExecution;
  /** Where a redriven one stopped. */
  stopped?: StoppedFlow;
}

/** Lets an execution run. It is handed to map runs, whose children run as their parents do. */
export type Launch = (recorded: Recorded, state: StatesState) => LiveExecution;
