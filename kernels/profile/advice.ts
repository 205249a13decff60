import type { ColumnProfile, Correlation } from './column-profile.ts';

/** What a table's columns may serve for, by their delivered names. */
export interface Advice {
  /** Integers or texts of which every row has its own. */
  ids: string[];
  /** Numbers with enough different values for a regression, those with the most first. */
  targets: string[];
  /** Numbers that vary, and texts and booleans of few levels. */
  features: string[];
  /** What is doubtful, a sentence each. */
  notes: string[];
}

/** Texts of more levels are not one-hot encoded by default. */
const mostLevels = 20;
/** A number of fewer is rather a grade or a code than a measurement. */
const leastTargetValues = 10;
const mostMissing = 0.5;
const mostTargetMissing = 0.05;
/** Columns that say nearly the same. */
const nearlyEqual = 0.98;
const manyOutliers = 0.05;

/**
 * What may be an id, a target, a feature, and what to look at first.
 * @param id the delivered name of the column that the table declares as its id
 */
export function advise(
  columns: readonly ColumnProfile[],
  correlations: readonly Correlation[],
  id?: string,
): Advice {
  const ids = columns.filter(isId).map(nameOf);
  const others = columns.filter(({ name }) => name !== id && !ids.includes(name));
  return {
    ids,
    targets: others.filter(isTarget).sort(byDistinct).map(nameOf),
    features: others.filter(isFeature).map(nameOf),
    notes: [...repeatedIds(columns, id), ...columns.flatMap(notesOn), ...correlations.flatMap(notesOnPair)],
  };
}

const nameOf = ({ name }: ColumnProfile): string => name;
const byDistinct = (a: ColumnProfile, b: ColumnProfile): number => b.distinct - a.distinct;
const missing = ({ nulls, rows }: ColumnProfile): number => (rows === 0 ? 0 : nulls / rows);

function isId(column: ColumnProfile): boolean {
  const { type, kind, rows, nulls, distinct } = column;
  const isKey = kind === 'text' || type.includes('int');
  return isKey && rows > 1 && nulls === 0 && distinct === rows;
}

function isTarget(column: ColumnProfile): boolean {
  return (
    column.kind === 'number' && column.distinct >= leastTargetValues && missing(column) <= mostTargetMissing
  );
}

function isFeature(column: ColumnProfile): boolean {
  const { kind, distinct } = column;
  if (distinct < 2 || missing(column) > mostMissing) return false;
  return kind === 'number' || (kind !== 'date' && distinct <= mostLevels);
}

function repeatedIds(columns: readonly ColumnProfile[], id: string | undefined): string[] {
  const column = columns.find(({ name }) => name === id);
  if (!column) return [];
  const repeated = column.rows - column.nulls - column.distinct;
  return [
    ...(column.nulls > 0 ? [`The id ${quote(id!)} is missing in ${rowsText(column.nulls)}.`] : []),
    ...(repeated > 0
      ? [`The id ${quote(id!)} is repeated: ${rowsText(repeated)} have one that came before.`]
      : []),
  ];
}

function notesOn(column: ColumnProfile): string[] {
  const { name, rows, distinct, numbers } = column;
  if (rows === 0) return [];
  const share = missing(column);
  if (share === 1) return [`${quote(name)} is empty in every row.`];
  return [
    ...(distinct === 1
      ? [`${quote(name)} has the same value in every row that has one: it tells nothing.`]
      : []),
    ...(share > mostMissing ? [`${quote(name)} is missing in ${percent(share)} of the rows.`] : []),
    ...(numbers && numbers.outliers > manyOutliers * rows
      ? [
          `${quote(name)} has many outliers (${percent(numbers.outliers / rows)}): look at its largest and smallest values.`,
        ]
      : []),
  ];
}

function notesOnPair({ columns: [a, b], correlation }: Correlation): string[] {
  if (correlation === null || Math.abs(correlation) < nearlyEqual) return [];
  return [
    `${quote(a)} and ${quote(b)} say nearly the same (correlation ${correlation.toFixed(3)}): one of them may do.`,
  ];
}

const quote = (name: string): string => JSON.stringify(name);
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const rowsText = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);
