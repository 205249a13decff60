import { randomBytes } from 'node:crypto';
import { parseExecutionArn } from '../aws/executions.ts';
import type { Context } from '../context.ts';
import { interrupted } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import { findTarget } from '../jobs/target.ts';
import type { Session } from '../session.ts';
import { applyEvents } from './apply-events.ts';
import type { Ended } from './follow-execution.ts';
import { followExecution } from './follow-execution.ts';
import { createLiveView } from './live-view.ts';
import { createPlainView } from './plain-view.ts';
import type { ExecutionProgress } from './progress.ts';
import { newProgress } from './progress.ts';
import { readNewEvents } from './read-new-events.ts';

/** What to run. */
export interface RunRequest {
  /** Short name of the machine, or a job's. */
  machine: string;
  /** The input as JSON text. */
  input: string;
  /** Name of the execution, which is the run id. */
  name: string;
}

/** Starts an execution and follows it to its end; returns it first, then those that it started. */
export async function runMachine(context: Context, session: Session, request: RunRequest): Promise<Ended[]> {
  const { stateMachineArn, machine, input } = await findTarget(session, request.machine, request.input);
  const sfn = await session.clients.sfn();
  if (context.signal.aborted) throw interrupted();
  const { executionArn, startDate } = await sfn.startExecution({
    stateMachineArn,
    name: request.name,
    input,
  });
  const history = session.commandLine(`history ${request.name}`);
  context.output.note(`Running ${request.machine} as ${request.name}; history: ${history}`);
  return follow(context, session, newProgress(executionArn!, machine), startDate!);
}

/** Takes an unsuccessful execution up again and follows it to its end; returns as `runMachine` does. */
export async function redriveAndFollow(
  context: Context,
  session: Session,
  executionArn: string,
): Promise<Ended[]> {
  const { machine, name } = parseExecutionArn(executionArn, session.names);
  const sfn = await session.clients.sfn();
  const progress = newProgress(executionArn, machine);
  // What happened before is known, and no news.
  applyEvents(progress, await readNewEvents(sfn, executionArn, 0));
  Object.assign(progress, { nested: [], mapRuns: [] });
  if (context.signal.aborted) throw interrupted();
  const { redriveDate } = await sfn.redriveExecution({ executionArn });
  progress.redriven = redriveDate;
  const history = session.commandLine(`history ${name}`);
  context.output.note(`Redriving ${machine} ${name}; history: ${history}`);
  return follow(context, session, progress, redriveDate!);
}

async function follow(
  { output, signal }: Context,
  session: Session,
  progress: ExecutionProgress,
  began: Date,
): Promise<Ended[]> {
  const view = output.live ? createLiveView(output) : createPlainView(output, began);
  try {
    return await followExecution(session, progress, view, signal);
  } catch (cause) {
    const { name } = parseExecutionArn(progress.arn, session.names);
    throw lostSight(name, session.commandLine(`history ${name}`), cause as Error);
  }
}

/** The run was started, so whatever keeps us from following it is no refusal. */
function lostSight(name: string, history: string, { message }: Error): CommandFailure {
  return new CommandFailure(
    'LostSight',
    `The run ${name} was started, but can be followed no longer: ${message}. See how it ended: ${history}`,
    2,
  );
}

/** A run id for someone who gave none: the time (UTC) and a few random digits, e.g. `20270102-020000-1f3c`. */
export function newRunName(now = new Date()): string {
  const [date = '', time = ''] = now.toISOString().split(/[T.]/);
  return `${date.replaceAll('-', '')}-${time.replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}
