import type { ExecutionRecord } from '../disk/execution-record.ts';
import { findExecution } from './find-execution.ts';
import type { StatesState } from '../state.ts';

/**
 * The record of an execution as soon as it has ended.
 * @throws ServiceError InvalidArn, ExecutionDoesNotExist
 */
export async function whenDone(executionArn: string, state: StatesState): Promise<ExecutionRecord> {
  const live = state.live.get(executionArn);
  return live ? live.done : findExecution(executionArn, state).record;
}
