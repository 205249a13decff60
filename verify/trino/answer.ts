/** What a statement gave, in the texts that Athena shows its values as; NULL is null. */
export interface Answer {
  columns: Column[];
  rows: (string | null)[][];
  /** How long the engine took. */
  seconds: number;
}

export interface Column {
  name: string;
  /** In lower case; of a text without its length. */
  type: string;
}

/**
 * The first thing in which two answers differ, in words; undefined when they are the same. Doubles have to be the same
 * to the last bit.
 * @param ordered whether the statement says in which order its rows come
 */
export function difference(ours: Answer, theirs: Answer, ordered: boolean): string | undefined {
  const columns = [ours, theirs].map((answer) => answer.columns.map(({ name, type }) => `${name} ${type}`));
  if (columns[0]!.join() !== columns[1]!.join()) {
    return `columns: ours ${columns[0]!.join(', ')}; Trino's ${columns[1]!.join(', ')}`;
  }
  const [mine, yours] = [ours, theirs].map(({ rows }) => {
    const lines = rows.map((row) => JSON.stringify(row));
    return ordered ? lines : lines.sort();
  });
  if (mine!.length !== yours!.length) return `rows: ours ${mine!.length}, Trino's ${yours!.length}`;
  const at = mine!.findIndex((line, i) => line !== yours![i]);
  return at < 0 ? undefined : `row ${at + 1}: ours ${mine![at]}, Trino's ${yours![at]}`;
}
