/**
 * `athena:startQueryExecution.sync`: https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 *
 * The result of a query that succeeds is GetQueryExecution's response. One that fails or is cancelled fails the
 * task with States.TaskFailed and that response as the cause; this is inferred from the recorded
 * `states:startExecution.sync`, AWS's own Athena failures were not recorded.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { QueryExecution } from '@aws-sdk/client-athena';
import { StatesError } from '../../asl/host.ts';
import type { Json, TaskRequest } from '../../asl/host.ts';
import { untilAborted } from '../../asl/run/until-aborted.ts';
import type { Service } from '../../service.ts';
import type { Caller } from './caller.ts';
import { membersOf } from './arguments.ts';
import { callOptimized } from './call-service.ts';
import type { Integration } from './integration.ts';
import { responseOf } from './request-response.ts';
import { sortMembers, toStateData, withoutNulls } from './state-data.ts';
import { stringify } from '../../asl/json/index.ts';

const start = { service: 'athena', operation: 'startQueryExecution' } as const;
const get = { service: 'athena', operation: 'getQueryExecution' } as const;
const stop = { service: 'athena', operation: 'stopQueryExecution' } as const;

const shortestPauseMs = 20;
const longestPauseMs = 200;

export const startQueryExecutionSync: Integration = {
  needs: [start, get, stop],
  async run(request, caller) {
    // Without the signal: a query that starts while the task is aborted has to be known to be stopped.
    const input = withoutNulls(membersOf(request.arguments, request.resource));
    const started = await callOptimized(caller, start, input);
    const { QueryExecutionId } = started.output as { QueryExecutionId: string };
    try {
      request.signal.throwIfAborted();
      request.submitted(responseOf(started));
      return resultOf(await endOf(QueryExecutionId, request, caller));
    } catch (error) {
      if (request.signal.aborted) await stopQuery(QueryExecutionId, caller);
      throw error;
    }
  },
};

/** An Athena service that tells when a query has ended. */
interface QueryEnds extends Service {
  whenDone(queryExecutionId: string): Promise<unknown>;
}

async function endOf(id: string, { signal }: TaskRequest, caller: Caller): Promise<QueryExecution> {
  const athena = caller.service('athena');
  if (tellsEnds(athena)) await untilAborted(athena.whenDone(id), signal);
  for (let pause = shortestPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    const { output } = await callOptimized(caller, get, { QueryExecutionId: id }, signal);
    const execution = (output as { QueryExecution: QueryExecution }).QueryExecution;
    const state = execution.Status?.State;
    if (state !== 'QUEUED' && state !== 'RUNNING') return execution;
    await untilAborted(delay(pause), signal);
  }
}

function tellsEnds(athena: Service): athena is QueryEnds {
  return 'whenDone' in athena;
}

function resultOf(execution: QueryExecution): Json {
  const result = sortMembers(toStateData({ QueryExecution: execution }, 'epochMilliseconds'));
  if (execution.Status?.State === 'SUCCEEDED') return result;
  throw new StatesError('States.TaskFailed', stringify(result));
}

/** A role that may not stop its queries leaves them running, as on AWS. */
async function stopQuery(id: string, caller: Caller): Promise<void> {
  await callOptimized(caller, stop, { QueryExecutionId: id }).catch((error: unknown) => {
    if (!(error instanceof StatesError)) throw error;
  });
}
