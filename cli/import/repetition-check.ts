import type { RowProblem } from './check-row.ts';
import { show } from './check-row.ts';
import type { Column } from './column.ts';

/**
 * Remembers in which line each id stood first.
 * @param known ids that the table has already, as text
 */
export function repetitionCheck(
  columns: Column[],
  known: ReadonlySet<string> = new Set(),
): (row: Record<string, unknown>, line: number, label?: string) => RowProblem | undefined {
  const seen = columns
    .filter(({ id }) => id)
    .map(({ name }) => ({ name, places: new Map<unknown, number | string>() }));
  return (row, line, label) => {
    for (const { name, places } of seen) {
      const value = row[name];
      const first = places.get(value);
      if (first !== undefined) {
        return { column: name, text: `must not repeat, but ${show(value)} stands in ${first} already` };
      }
      if (known.has(String(value))) {
        return { column: name, text: `must not repeat, but ${show(value)} stands in the table already` };
      }
      places.set(value, label === undefined ? `line ${line}` : `line ${line} of ${label}`);
    }
    return undefined;
  };
}
