import { formatDuration } from '../format/duration.ts';
import { describeActivity, runOf } from './describe-activity.ts';
import type { ExecutionProgress, StateProgress } from './progress.ts';

interface Line {
  text: string;
  /** Whether it stays when there is not enough room. */
  open: boolean;
}

/**
 * Draws executions as a tree, each state with its time, those started by a state below it. Where the lines are more than
 * there is room for, the states that are done go first.
 */
export function renderExecutions(executions: ExecutionProgress[], now: Date, room: number): string[] {
  const first = executions[0];
  if (!first) return [];
  const lines = renderExecution(first, executions, now, 0);
  const excess = lines.length - room;
  const done = lines.filter(({ open }) => !open).slice(0, Math.max(0, excess));
  return lines
    .filter((line) => !done.includes(line))
    .slice(0, room)
    .map(({ text }) => text);
}

function renderExecution(
  execution: ExecutionProgress,
  all: ExecutionProgress[],
  now: Date,
  depth: number,
): Line[] {
  const { machine, arn, started, ended, unsuccessful } = execution;
  const parts = [machine, span(started ?? now, ended ?? now)];
  const told = unsuccessful ? [`✗ ${parts[0]!}`, parts[1]!, `run ${runOf(arn)}`] : parts;
  const head = { text: `${'  '.repeat(depth)}${told.join('  ')}`, open: true };
  return [head, ...execution.states.flatMap((state) => renderState(state, execution, all, now, depth + 1))];
}

function renderState(
  state: StateProgress,
  { ended }: ExecutionProgress,
  all: ExecutionProgress[],
  now: Date,
  depth: number,
): Line[] {
  const end = state.exited ?? ended;
  const mark = state.caught ? '✗' : state.exited ? '✓' : ended ? '✗' : '●';
  const parts = [state.name, span(state.entered, end ?? now), describeActivity(state)];
  const line = { text: `${'  '.repeat(depth)}${mark} ${parts.filter(Boolean).join('  ')}`, open: !end };
  const { activity, failure } = state;
  const child = activity?.kind === 'execution' ? activity.arn : failure?.child;
  const nested = all.find(({ arn }) => arn === child);
  return nested ? [line, ...renderExecution(nested, all, now, depth + 1)] : [line];
}

function span(from: Date, to: Date): string {
  return formatDuration(to.getTime() - from.getTime());
}
