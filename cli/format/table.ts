/** One column of a printed table. */
export interface TableColumn {
  title: string;
  /** Numbers stand at the right of their column. */
  numeric: boolean;
}

/** A table's layout: the widths come from the rows first seen, wider ones later stick out. */
export interface TableLayout {
  header: string[];
  line: (cells: string[]) => string;
}

/** Lays a table out for the rows given. */
export function layOutTable(columns: TableColumn[], rows: string[][]): TableLayout {
  const widths = columns.map(({ title }, i) => widest([title, ...rows.map((row) => row[i] ?? '')]));
  const line = (cells: string[]) =>
    columns
      .map(({ numeric }, i) => pad(cells[i] ?? '', widths[i]!, numeric))
      .join('  ')
      .trimEnd();
  const header = [
    line(columns.map(({ title }) => title)),
    widths.map((width) => '─'.repeat(width)).join('  '),
  ];
  return { header, line };
}

/** A whole table as lines. */
export function formatTable(columns: TableColumn[], rows: string[][]): string[] {
  const { header, line } = layOutTable(columns, rows);
  return [...header, ...rows.map(line)];
}

function widest(texts: string[]): number {
  return texts.reduce((width, text) => Math.max(width, length(text)), 0);
}

function pad(text: string, width: number, numeric: boolean): string {
  const space = ' '.repeat(Math.max(0, width - length(text)));
  return numeric ? space + text : text + space;
}

/** Counts characters, not UTF-16 units. */
function length(text: string): number {
  return [...text].length;
}
