import { formatDuration } from '../format/duration.ts';
import { readReason, reasonLine } from '../format/cause.ts';
import type { Ended } from '../follow/follow-execution.ts';
import type { Session } from '../session.ts';
import { describeFailedBatches } from './failed-batches.ts';

/** Says in lines how executions ended: what failed, in which state and why, and which batches failed on the way. */
export async function explainOutcome(session: Session, ended: Ended[]): Promise<string[]> {
  const sfn = await session.clients.sfn();
  const lines: string[] = [];
  for (const [i, one] of ended.entries()) {
    if (i === 0 || one.description.status !== 'SUCCEEDED') lines.push(describeEnd(one));
    if (isWorthRedriving(one, i === 0)) lines.push(`  Fix the cause, then: ${redriveCommand(session, one)}`);
    for (const mapRunArn of one.progress.mapRuns) {
      lines.push(
        ...(await describeFailedBatches(sfn, mapRunArn)).map((line) => `  ${one.progress.machine}: ${line}`),
      );
    }
  }
  return lines;
}

/** A Fail state would only fail again, and what was stopped with its parent the redriven parent starts anew. */
function isWorthRedriving({ progress, description }: Ended, isFirst: boolean): boolean {
  const { status, redriveStatus } = description;
  if (redriveStatus !== 'REDRIVABLE' || (status === 'ABORTED' && !isFirst)) return false;
  return progress.states.at(-1)?.type !== 'Fail';
}

function redriveCommand(session: Session, { description }: Ended): string {
  return session.commandLine(`redrive ${description.name}`);
}

/** One line on how an execution ended, e.g. `nightly SUCCEEDED in 12.3 s (run 20270102-020000-1f3c)`. */
export function describeEnd({ progress, description }: Ended): string {
  const { status, name, error, cause, startDate, redriveDate = startDate, stopDate } = description;
  const took = formatDuration(stopDate!.getTime() - redriveDate!.getTime());
  const head = `${progress.machine} ${status} ${status === 'SUCCEEDED' ? 'in' : 'after'} ${took} (run ${name})`;
  if (status === 'SUCCEEDED') return head;
  const place = progress.failedIn === undefined ? '' : ` in state "${progress.failedIn}"`;
  const why = reasonLine(readReason(error, cause));
  return `${head}${place}${why === '' ? '' : `: ${why}`}`;
}
