import type { RowProblem } from './check-row.ts';
import { show } from './check-row.ts';
import type { Column } from './column.ts';

/** Remembers in which line each id stood first. */
export function repetitionCheck(
  columns: Column[],
): (row: Record<string, unknown>, line: number) => RowProblem | undefined {
  const seen = columns
    .filter(({ id }) => id)
    .map(({ name }) => ({ name, lines: new Map<unknown, number>() }));
  return (row, line) => {
    for (const { name, lines } of seen) {
      const value = row[name];
      const first = lines.get(value);
      if (first !== undefined) {
        return { column: name, text: `must not repeat, but ${show(value)} stands in line ${first} already` };
      }
      lines.set(value, line);
    }
    return undefined;
  };
}
