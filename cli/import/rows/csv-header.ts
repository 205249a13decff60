import { show } from '../check-row.ts';
import type { RowProblem } from '../check-row.ts';
import type { Column } from '../column.ts';

const separators: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

/** What is wrong with a header: every column must be there, once, and no other. */
export function headerProblem(
  cells: string[],
  columns: Column[],
  { delimiter }: { delimiter: string },
): RowProblem | undefined {
  const other = cells.length === 1 && columns.length > 1 && separatorIn(cells[0]!, delimiter);
  if (other) {
    const wanted = separators[delimiter] ?? show(delimiter);
    return {
      text: `must be the header, separated by ${wanted}, but is separated by ${other}: declare "delimiter"`,
    };
  }
  const twice = cells.find((cell, i) => cells.indexOf(cell) < i);
  if (twice !== undefined) return { column: twice, text: 'stands twice in the header; rename one of them' };
  const found = arranged(cells, columns);
  const unknown = cells.find((_, i) => found[i] === undefined);
  const missing = columns.filter((column) => !found.includes(column)).map(({ name }) => name);
  if (unknown !== undefined) {
    const known = columns.slice(0, 100).map(({ name }) => name);
    return { column: unknown, text: `is no column of the table, which has: ${known.join(', ')}` };
  }
  if (missing.length === 0) return undefined;
  return { column: missing[0]!, text: 'is missing in the header; every column must be there' };
}

/** The columns in the order of a header that names each by its delivered name or the catalog's. */
export function arranged(cells: string[], columns: Column[]): Column[] {
  const byName = new Map([
    ...columns.map((each) => [each.glue, each] as const),
    ...columns.map((each) => [each.name, each] as const),
  ]);
  return cells.map((cell) => (byName.get(cell) ?? byName.get(cell.trim()))!);
}

function separatorIn(text: string, wanted: string): string | undefined {
  return Object.entries(separators).find(([mark]) => mark !== wanted && text.includes(mark))?.[1];
}
