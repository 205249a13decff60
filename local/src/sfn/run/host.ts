import { randomUUID } from 'node:crypto';
import { StatesError } from '../../asl/host.ts';
import type { Host, Json, MapRunRequest, TaskRequest } from '../../asl/host.ts';
import { ServiceError } from '../../service.ts';
import { formatArn } from '../arns.ts';
import { createCaller, principalOf } from '../integrations/caller.ts';
import type { Caller } from '../integrations/caller.ts';
import { findIntegration } from '../integrations/index.ts';
import { readObject } from '../integrations/item-reader.ts';
import type { LiveExecution } from '../executions/live-execution.ts';
import type { Launch } from '../executions/recorded.ts';
import { startMapRun } from '../map-runs/map-run.ts';
import type { InterceptedCall, StatesState } from '../state.ts';

/**
 * What the interpreter asks of us while it runs this execution.
 * @param launch lets the children of its map runs run
 */
export function createHost(execution: LiveExecution, state: StatesState, launch: Launch): Host {
  const { clock, tokens } = state;
  const caller = createCaller(execution, state);
  return {
    callService(request) {
      const call = callService(request, caller, execution, state);
      execution.underWay.add(call);
      return call;
    },
    // Listings the interpreter takes through callService, so this is s3:getObject.
    readObject: (_resource, args, signal) => readObject(args, caller, signal),
    startMapRun(request) {
      authorizeChildren(execution, request, state);
      return startMapRun(execution, request, state, launch);
    },
    record: (event, previousEventId, branch, next) =>
      execution.history.append(event, previousEventId, branch, next),
    now: () => clock.now(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    random: () => clock.random(),
    newTaskToken: () => tokens.create(),
  };
}

async function callService(
  request: TaskRequest,
  caller: Caller,
  execution: LiveExecution,
  state: StatesState,
): Promise<Json> {
  await execution.history.written();
  // AWS repeats by itself what it reads and writes for a Map; faults are Tasks'.
  if (state.interceptCall && !request.ofMap) await state.interceptCall(interceptedCall(request, execution));
  // Every Resource was looked for when the machine was loaded.
  return await findIntegration(request.resource)!.run(request, caller);
}

function interceptedCall(request: TaskRequest, execution: LiveExecution): InterceptedCall {
  const { resource, state, retryCount: attempt, arguments: args, signal } = request;
  return { resource, machine: execution.owner.name, state, attempt, arguments: args, signal };
}

/**
 * A Map's children are executions that the role starts on its own machine, and on a redrive redrives
 * (https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html). The error's name is inferred from the
 * documented list of errors; AWS's was not recorded.
 */
function authorizeChildren(execution: LiveExecution, request: MapRunRequest, state: StatesState): void {
  const { arn, name: machine } = execution.owner;
  const children = formatArn(state.account, 'execution', { machine, label: request.label, name: '*' });
  const permissions = [{ action: 'states:StartExecution', resource: arn }];
  if (request.resumes) permissions.push({ action: 'states:RedriveExecution', resource: children });
  try {
    state.authorize(permissions, { principal: principalOf(execution), requestId: randomUUID() });
  } catch (error) {
    throw error instanceof ServiceError ? new StatesError('States.Permissions', error.message) : error;
  }
}
