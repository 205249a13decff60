/** Rows of the documentation's tables: long lists go on in the next row, so that a row stays readable in the source. */

const rowWidth = 160;

export const row = (...cells: string[]) => `| ${cells.join(' | ')} |`.replaceAll(/ +/g, ' ');

/** @param head the first cells, which stay empty in the rows where the list goes on */
export function listRows(head: string[], list: readonly string[]): string[] {
  const lines: string[][] = [[]];
  for (const item of list) {
    const line = lines.at(-1)!;
    const full = rawWidth([...head, [...line, item].join(', ') + ',']) > rowWidth;
    if (full && line.length > 0) lines.push([item]);
    else line.push(item);
  }
  return lines.map((line, i) => {
    const goesOn = i < lines.length - 1 ? ',' : '';
    return row(...(i === 0 ? head : head.map(() => '')), line.join(', ') + goesOn);
  });
}

const rawWidth = (cells: string[]) => `| ${cells.join(' | ')} |`.length;
