import { Failure } from '../failure.ts';
import type { RawColumn, RawRow, RawValue } from './raw-row.ts';
import { compareTexts } from './row-order.ts';

/** What becomes of missing numbers: the row is left out, or the training rows' mean or median stands in. */
export type MissingRule = 'drop' | 'mean' | 'median';

/** How a column becomes numbers: as it is, or one feature for each level, 1 where the row has it. */
export type EncodedColumn =
  | { column: string; kind: 'number'; missing: number | 'drop' }
  | { column: string; kind: 'text'; missing: 'no level' | 'drop'; levels: string[] };

/** What a later row is encoded by, so that a model means the same by its features. */
export interface Encoding {
  columns: EncodedColumn[];
  /** Name of each feature: the column's, or `column=level`. */
  features: string[];
}

/** Texts with more levels are taken for identifiers where nobody named them; of those named the most frequent count. */
export const mostLevels = 20;
/** Ridge regression takes their cube. */
const mostFeatures = 500;

/** Beyond it the squares of differences lose all the other rows. */
export const largest = 1e12;

/** A column that nobody named and that is not taken. */
export interface LeftOut {
  column: string;
  /** e.g. `a text of 32 levels` */
  reason: string;
}

/**
 * The encoding that the training rows give.
 * @param areNamed whether the input names the columns; otherwise those that hardly serve are left out
 * @throws Failure InvalidRow for a column without values, or more features than a regression takes
 */
export function encodingOf(
  training: readonly RawRow[],
  columns: readonly RawColumn[],
  missing: MissingRule,
  areNamed: boolean,
): { encoding: Encoding; positions: number[]; leftOut: LeftOut[] } {
  const encoded: EncodedColumn[] = [];
  const positions: number[] = [];
  const leftOut: LeftOut[] = [];
  columns.forEach(({ name, kind }, position) => {
    const values = training.map((row) => row.values[position]!).filter((value) => value !== null);
    const levels = kind === 'text' ? levelsOf(values as string[]) : [];
    const reason = areNamed ? undefined : unfitness(kind, levels, values);
    if (reason) return void leftOut.push({ column: name, reason });
    encoded.push(
      kind === 'text' ? textColumn(name, levels, missing) : numberColumn(name, values as number[], missing),
    );
    return void positions.push(position);
  });
  return { encoding: { columns: encoded, features: namesOf(encoded) }, positions, leftOut };
}

/** Why a column serves no regression: it tells rows apart, as ids and times do. */
function unfitness(kind: RawColumn['kind'], levels: string[], values: RawValue[]): string | undefined {
  if (levels.length > mostLevels) return `a text of ${levels.length} levels`;
  const isTooLarge = kind === 'number' && values.some((value) => Math.abs(value as number) > largest);
  return isTooLarge ? 'numbers beyond 1e12' : undefined;
}

/**
 * The row's features; null where a missing value leaves it out. `filled` counts the values that stand in.
 * @throws Failure InvalidRow for a number beyond 1e12
 */
export function encode(
  id: string,
  values: readonly RawValue[],
  { columns }: Encoding,
): { features: number[]; filled: number } | null {
  const features: number[] = [];
  let filled = 0;
  for (const [i, column] of columns.entries()) {
    const value = values[i]!;
    if (value === null) {
      if (column.missing === 'drop') return null;
      filled++;
    }
    if (column.kind === 'text') for (const level of column.levels) features.push(Number(value === level));
    else features.push(checkSize((value ?? column.missing) as number, id, JSON.stringify(column.column)));
  }
  return { features, filled };
}

/** @throws Failure InvalidRow, naming row and column */
export function checkSize(value: number, id: string, column: string): number {
  if (Math.abs(value) <= largest) return value;
  throw new Failure(
    'InvalidRow',
    `The row ${id}: ${column} must be a number from -1e12 to 1e12, but is ${value}. Correct it and import it again.`,
  );
}

function numberColumn(column: string, values: readonly number[], missing: MissingRule): EncodedColumn {
  if (missing === 'drop') return { column, kind: 'number', missing };
  if (values.length > 0) return { column, kind: 'number', missing: standIn[missing](values) };
  throw new Failure(
    'InvalidRow',
    `features: ${JSON.stringify(column)} has no value in any training row, so no ${missing} either. Leave it out.`,
  );
}

function textColumn(column: string, levels: string[], missing: MissingRule): EncodedColumn {
  return {
    column,
    kind: 'text',
    missing: missing === 'drop' ? 'drop' : 'no level',
    levels: levels.slice(0, mostLevels),
  };
}

/** The most frequent first, equally frequent ones by code point. */
function levelsOf(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compareTexts(a[0], b[0])).map(([level]) => level);
}

const standIn = {
  mean: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values: readonly number[]) => {
    const sorted = Float64Array.from(values).sort();
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  },
};

function namesOf(columns: readonly EncodedColumn[]): string[] {
  const features = columns.flatMap((column) =>
    column.kind === 'text' ? column.levels.map((level) => `${column.column}=${level}`) : [column.column],
  );
  if (features.length > 0 && features.length <= mostFeatures) return features;
  throw new Failure(
    'InvalidRow',
    features.length === 0
      ? 'features: there is no column left to predict from. Name the columns.'
      : `features: ${columns.length} columns make ${features.length} features, more than ${mostFeatures}. Name fewer columns.`,
  );
}
