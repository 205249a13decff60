import { athenaName, athenaText } from './values.ts';

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
  if (!sameColumns(ours.columns, theirs.columns)) {
    const [mine, yours] = [ours, theirs].map(({ columns }) =>
      columns.map(({ name, type }) => `${name} ${type}`),
    );
    return `columns: ours ${mine!.join(', ')}; Trino's ${yours!.join(', ')}`;
  }
  const [mine, yours] = [textsOfArrays(ours, theirs), theirs.rows].map((rows) => {
    const lines = rows.map((row) => JSON.stringify(row));
    return ordered ? lines : lines.sort();
  });
  if (mine!.length !== yours!.length) return `rows: ours ${mine!.length}, Trino's ${yours!.length}`;
  const at = mine!.findIndex((line, i) => line !== yours![i]);
  return at < 0 ? undefined : `row ${at + 1}: ours ${mine![at]}, Trino's ${yours![at]}`;
}

/** Ours may be as Athena names them, without the elements' type. */
function sameColumns(ours: Column[], theirs: Column[]): boolean {
  return (
    ours.length === theirs.length &&
    theirs.every(
      ({ name, type }, i) => ours[i]!.name === name && [type, athenaName(type)].includes(ours[i]!.type),
    )
  );
}

/** Of what an array is, only Trino says. */
function textsOfArrays(ours: Answer, theirs: Answer): Answer['rows'] {
  const isArray = ours.columns.map(({ type }) => type === 'array');
  if (!isArray.includes(true)) return ours.rows;
  const text = (value: string | null, i: number) =>
    isArray[i] ? athenaText(value ?? undefined, theirs.columns[i]!.type) : value;
  return ours.rows.map((row) => row.map(text));
}
