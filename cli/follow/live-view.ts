import type { Output } from '../output.ts';
import type { FollowView } from './follow-execution.ts';
import { renderExecutions } from './render.ts';

/** Follows with a view that is drawn again at every look, in place. */
export function createLiveView(output: Output): FollowView {
  let drawn = 0;
  return {
    changed: () => undefined,
    looked: (executions) => {
      const lines = renderExecutions(executions, new Date(), output.rows - 1).map((line) =>
        cut(line, output.columns),
      );
      const back = drawn > 0 ? `\x1b[${drawn}A` : '';
      output.draw(`${back}\x1b[J${lines.map((line) => `${line}\n`).join('')}`);
      drawn = lines.length;
    },
  };
}

/** A line that wraps would take two of the screen's, and the next drawing would start in the wrong place. */
function cut(line: string, columns: number): string {
  const characters = [...line];
  return characters.length < columns ? line : `${characters.slice(0, columns - 2).join('')}…`;
}
