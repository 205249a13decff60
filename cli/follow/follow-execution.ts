import type { DescribeExecutionCommandOutput, SFN } from '@aws-sdk/client-sfn';
import { parseExecutionArn } from '../aws/executions.ts';
import { interrupted } from '../context.ts';
import { pause } from '../pause.ts';
import type { Session } from '../session.ts';
import { applyEvents } from './apply-events.ts';
import type { Change, ExecutionProgress } from './progress.ts';
import { newProgress, openStates } from './progress.ts';
import { readNewEvents } from './read-new-events.ts';

/** What the followers of an execution are told. */
export interface FollowView {
  /** Something happened in one of the executions. */
  changed(execution: ExecutionProgress, change: Change): void;
  /** Another look was taken. The first execution is the one followed, the others it started. */
  looked(executions: ExecutionProgress[]): void;
}

/** An execution that was followed to its end. */
export interface Ended {
  progress: ExecutionProgress;
  description: DescribeExecutionCommandOutput;
}

/**
 * Follows an execution from the progress that is known, and those that it starts and waits for, to its end. When the signal comes it stops a local
 * execution and waits for its end; one on AWS goes on without us.
 * @returns the execution itself first, then those that it started
 */
export async function followExecution(
  session: Session,
  progress: ExecutionProgress,
  view: FollowView,
  signal: AbortSignal,
): Promise<Ended[]> {
  const sfn = await session.clients.sfn();
  const followed: Followed[] = [{ progress }];
  let patience = signal;
  for (;;) {
    await look(session, sfn, followed, view);
    if (followed[0]!.description) return followed.filter(hasEnded);
    if (patience.aborted) {
      if (!session.local) throw interrupted();
      await sfn.stopExecution({
        executionArn: progress.arn,
        error: 'Interrupted',
        cause: 'Stopped by the person who ran it.',
      });
      patience = new AbortController().signal;
    }
    await pause(session.pollMs, patience);
  }
}

interface Followed {
  progress: ExecutionProgress;
  /** How often AWS did not know it yet. */
  missed?: number;
  description?: DescribeExecutionCommandOutput;
}

function start(session: Session, arn: string): Followed {
  return { progress: newProgress(arn, parseExecutionArn(arn, session.names).machine) };
}

function hasEnded(followed: Followed): followed is Ended {
  return followed.description !== undefined;
}

/**
 * The execution first, then those that it started, which the list grows by while it is gone through: when the first has
 * ended, so have the others.
 */
async function look(session: Session, sfn: SFN, followed: Followed[], view: FollowView): Promise<void> {
  const changes: { progress: ExecutionProgress; change: Change }[] = [];
  for (const one of followed) {
    for (const change of await lookAt(sfn, one)) changes.push({ progress: one.progress, change });
    const known = new Set(followed.map(({ progress }) => progress.arn));
    const started = one.progress.nested.filter((arn) => !known.has(arn));
    followed.push(...started.map((arn) => start(session, arn)));
  }
  changes.sort((a, b) => a.change.at.getTime() - b.change.at.getTime());
  for (const { progress, change } of changes) view.changed(progress, change);
  view.looked(followed.map(({ progress }) => progress));
}

async function lookAt(sfn: SFN, followed: Followed): Promise<Change[]> {
  if (followed.description) return [];
  const { progress } = followed;
  // Asked before the events, so that the events of an execution that has ended are complete.
  const description = await describe(sfn, followed);
  if (!description) return [];
  const changes = applyEvents(progress, await readNewEvents(sfn, progress.arn, progress.lastEventId));
  await countItems(sfn, progress);
  if (description.status !== 'RUNNING' && !isOutdated(description, progress)) {
    followed.description = description;
    progress.ended ??= description.stopDate ?? new Date();
  }
  return changes;
}

/** So many looks AWS may take to know of what it has just started: about half a minute. */
const mostMissed = 20;

/**
 * DescribeExecution is eventually consistent: right after a start it may know of no execution, and right after a redrive
 * it may tell how the execution ended before.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
async function describe(sfn: SFN, followed: Followed): Promise<DescribeExecutionCommandOutput | undefined> {
  try {
    return await sfn.describeExecution({ executionArn: followed.progress.arn });
  } catch (error) {
    followed.missed = (followed.missed ?? 0) + 1;
    const isNew = followed.progress.lastEventId === 0 && followed.missed <= mostMissed;
    if (isNew && (error as Error).name === 'ExecutionDoesNotExist') return undefined;
    throw error;
  }
}

/** A second's grace, because the two answers may round the same moment differently. */
function isOutdated(
  { redriveDate }: DescribeExecutionCommandOutput,
  { redriven }: ExecutionProgress,
): boolean {
  return redriven !== undefined && (redriveDate?.getTime() ?? 0) < redriven.getTime() - 1000;
}

async function countItems(sfn: SFN, progress: ExecutionProgress): Promise<void> {
  for (const { activity } of openStates(progress)) {
    if (activity?.kind !== 'mapRun') continue;
    activity.counts = (await sfn.describeMapRun({ mapRunArn: activity.arn })).itemCounts;
  }
}
