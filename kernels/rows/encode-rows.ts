import { Failure } from '../failure.ts';
import type { Row } from '../svr/row.ts';
import { checkSize, encode, encodingOf, type Encoding, type LeftOut, type MissingRule } from './encoding.ts';
import type { RawColumn, RawRow } from './raw-row.ts';
import { byId, type IdType } from './row-order.ts';
import { sidesOf, type Split } from './split.ts';

export interface Wish {
  idType: IdType;
  columns: readonly RawColumn[];
  areNamed: boolean;
  split: Split;
  missing: MissingRule;
  seed: number;
}

export interface EncodedRows {
  /** In order of id. */
  rows: Row[];
  encoding: Encoding;
  leftOut: LeftOut[];
  /** Rows left out by the first reason that holds. */
  dropped: { target: number; split: number; features: number };
  /** Values for which a mean, a median or no level stands in. */
  filled: number;
}

/**
 * The rows of a table as a regression takes them. What is learned from them (levels, means, medians) is learned from the
 * training rows.
 * @throws Failure InvalidRow for a repeated id or what cannot be encoded; EmptyTable without training or test rows
 */
export function encodeRows(raw: readonly RawRow[], wish: Wish): EncodedRows {
  const { idType, columns, areNamed, split, missing, seed } = wish;
  const ordered = byId(raw, idType);
  checkIds(ordered);
  const aimed = ordered.filter(({ target }) => target !== null);
  const sides = sidesOf(aimed, split, seed);
  const training = aimed.filter((_, i) => sides[i] === true);
  checkSide('training', training.length, raw.length);
  const { encoding, positions, leftOut } = encodingOf(training, columns, missing, areNamed);
  const kept = encodeEach(aimed, sides, ({ id, values }) => {
    const chosen = positions.map((position) => values[position]!);
    return encode(id, chosen, encoding);
  });
  const dropped = { target: raw.length - aimed.length, ...kept.dropped };
  const trained = kept.rows.filter(({ isTrain }) => isTrain).length;
  checkSide('training', trained, raw.length, dropped);
  checkSide('test', kept.rows.length - trained, raw.length, dropped);
  return { rows: kept.rows, encoding, leftOut, dropped, filled: kept.filled };
}

function encodeEach(
  rows: readonly RawRow[],
  sides: readonly (boolean | null)[],
  encoded: (row: RawRow) => { features: number[]; filled: number } | null,
) {
  const kept: Row[] = [];
  const dropped = { split: 0, features: 0 };
  let filled = 0;
  for (const [i, raw] of rows.entries()) {
    const isTrain = sides[i]!;
    const row = isTrain === null ? null : encoded(raw);
    if (isTrain === null) dropped.split++;
    else if (!row) dropped.features++;
    else {
      filled += row.filled;
      const target = checkSize(raw.target!, raw.id, 'target');
      kept.push({ id: raw.id, features: row.features, target, isTrain });
    }
  }
  return { rows: kept, dropped, filled };
}

function checkIds(ordered: readonly RawRow[]): void {
  const repeated = ordered.find(({ id }, i) => id === ordered[i - 1]?.id);
  if (!repeated) return;
  throw new Failure(
    'InvalidRow',
    `id: each row must have its own, but ${JSON.stringify(repeated.id)} stands more than once. Name the column that tells rows apart.`,
  );
}

function checkSide(side: string, count: number, read: number, dropped?: EncodedRows['dropped']): void {
  if (count > 0) return;
  const missing = Object.entries(dropped ?? {}).filter(([, rows]) => rows > 0);
  const reasons = missing.map(([what, rows]) => `${rows} lack their ${what}`).join(', ');
  throw new Failure(
    'EmptyTable',
    `split: of ${read} rows none is a ${side} row${reasons && ` (${reasons})`}. ` +
      'Choose another split, other features or another rule for missing values.',
  );
}
