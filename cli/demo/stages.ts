import type { Ended } from '../follow/follow-execution.ts';
import { formatDuration } from '../format/duration.ts';
import { formatTable } from '../format/table.ts';

/** A stage of the whole and how long it took. */
export interface Stage {
  name: string;
  milliseconds: number;
}

/** States that are done at once are left out. */
const shortestMs = 100;

/** The executions that the first one started, each with its states. */
export function stagesOf(ended: Ended[]): Stage[] {
  return ended.flatMap(({ progress }, i) => {
    const { machine, started, ended: end, states } = progress;
    const whole = { name: machine, milliseconds: span(started, end) };
    const inner = states.map(({ name, entered, exited }) => ({
      name: `  ${machine}: ${name}`,
      milliseconds: span(entered, exited ?? end),
    }));
    return i === 0 ? [whole] : [whole, ...inner.filter(({ milliseconds }) => milliseconds >= shortestMs)];
  });
}

function span(from: Date | undefined, to: Date | undefined): number {
  return from && to ? to.getTime() - from.getTime() : 0;
}

/** How long each stage took, as lines. */
export function showStages(stages: Stage[]): string[] {
  const rows = stages.map(({ name, milliseconds }) => [name, formatDuration(milliseconds)]);
  return formatTable(
    [
      { title: 'stage', numeric: false },
      { title: 'took', numeric: true },
    ],
    rows,
  );
}
