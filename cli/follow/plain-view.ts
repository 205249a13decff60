import { formatDuration } from '../format/duration.ts';
import type { Output } from '../output.ts';
import { describeActivity, runOf } from './describe-activity.ts';
import type { FollowView } from './follow-execution.ts';
import type { Change, ExecutionProgress, StateProgress } from './progress.ts';
import { openStates } from './progress.ts';

/** How far apart lines about the same map run are at least. */
const countsEveryMs = 2000;

/**
 * Follows with one line for each thing that happens; for files, pipes and logs.
 * @param began when what is followed was started
 */
export function createPlainView(output: Output, began: Date): FollowView {
  const lastCounts = new Map<StateProgress, { text: string; at: number }>();
  const print = (at: number, machine: string, text: string) =>
    output.note(`${formatDuration(at - began.getTime()).padStart(10)}  ${machine}: ${text}`);
  return {
    changed: ({ machine }, change) => {
      const text = describeChange(change);
      if (text !== undefined) print(change.at.getTime(), machine, text);
    },
    looked: (executions) => {
      const now = Date.now();
      for (const { machine, state, text } of executions.flatMap(countedStates)) {
        const last = lastCounts.get(state);
        if (last && (last.text === text || now - last.at < countsEveryMs)) continue;
        lastCounts.set(state, { text, at: now });
        print(now, machine, `${state.name}: ${text}`);
      }
    },
  };
}

function describeChange({ kind, state, error = 'an error' }: Change): string | undefined {
  switch (kind) {
    case 'entered':
      return state.name;
    case 'failedAttempt':
      return `${state.name}: attempt failed with ${error}${childOf(state)}`;
    case 'caught':
      return `${state.name}: failure caught after ${formatDuration(timeIn(state))}`;
    case 'exited':
      return timeIn(state) < 1000 ? undefined : `${state.name} done in ${formatDuration(timeIn(state))}`;
  }
}

function childOf({ failure }: StateProgress): string {
  return failure?.child === undefined ? '' : ` (run ${runOf(failure.child)})`;
}

function timeIn({ entered, exited }: StateProgress): number {
  return exited ? exited.getTime() - entered.getTime() : 0;
}

function countedStates(
  execution: ExecutionProgress,
): { machine: string; state: StateProgress; text: string }[] {
  const counted = openStates(execution).filter(
    ({ activity }) => activity?.kind === 'mapRun' && activity.counts,
  );
  return counted.map((state) => ({ machine: execution.machine, state, text: describeActivity(state) }));
}
