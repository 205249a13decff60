import type { Operations } from '../../service.ts';
import type { StatesState } from '../state.ts';
import { describeExecution } from './describeExecution.ts';
import { describeMapRun } from './describeMapRun.ts';
import { describeStateMachine } from './describeStateMachine.ts';
import { getExecutionHistory } from './getExecutionHistory.ts';
import { listExecutions } from './listExecutions.ts';
import { listMapRuns } from './listMapRuns.ts';
import { listStateMachines } from './listStateMachines.ts';
import { redriveExecution } from './redriveExecution.ts';
import { sendTaskFailure } from './sendTaskFailure.ts';
import { sendTaskHeartbeat } from './sendTaskHeartbeat.ts';
import { sendTaskSuccess } from './sendTaskSuccess.ts';
import { startExecution } from './startExecution.ts';
import { stopExecution } from './stopExecution.ts';
import { validateStateMachineDefinition } from './validateStateMachineDefinition.ts';

export const operations: Operations<StatesState> = {
  describeExecution,
  describeMapRun,
  describeStateMachine,
  getExecutionHistory,
  listExecutions,
  listMapRuns,
  listStateMachines,
  redriveExecution,
  sendTaskFailure,
  sendTaskHeartbeat,
  sendTaskSuccess,
  startExecution,
  stopExecution,
  validateStateMachineDefinition,
};
