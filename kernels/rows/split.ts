import { Failure } from '../failure.ts';
import { shuffled } from '../shuffle.ts';
import type { RawRow } from './raw-row.ts';
import { compareTexts } from './row-order.ts';

/** How rows become training and test rows. Columns stand in `side` of the rows. */
export type Split =
  | { by: 'column' }
  | { by: 'share'; share: number }
  /** Days from the first test day on are tested. */
  | { by: 'date'; testFrom: string }
  /** A share of the groups, of which none has rows on both sides. */
  | { by: 'group'; share: number };

/**
 * For each of the ordered rows whether it is for training; null where its split column is null.
 * @throws Failure InvalidRow for a side that cannot be read
 */
export function sidesOf(rows: readonly RawRow[], split: Split, seed: number): (boolean | null)[] {
  switch (split.by) {
    case 'column':
      return rows.map(isTrue);
    case 'date':
      return rows.map((row) => isBefore(row, split.testFrom));
    case 'share': {
      const isTest = chosen(rows.length, split.share, seed);
      return rows.map((_, i) => !isTest.has(i));
    }
    case 'group':
      return byGroup(rows, split.share, seed);
  }
}

function byGroup(rows: readonly RawRow[], share: number, seed: number): (boolean | null)[] {
  const groups = [...new Set(rows.map(({ side }) => side))]
    .filter((side) => side !== null)
    .sort(compareTexts);
  const isTest = chosen(groups.length, share, seed);
  const tested = new Set(groups.filter((_, i) => isTest.has(i)));
  return rows.map(({ side }) => (side === null ? null : !tested.has(side)));
}

/** Positions of the test's share, at least one and not all. */
function chosen(length: number, share: number, seed: number): Set<number> {
  const tested = Math.min(Math.max(1, Math.round(share * length)), length - 1);
  return new Set(shuffled(length, seed).slice(0, Math.max(0, tested)));
}

function isTrue({ id, side }: RawRow): boolean | null {
  if (side === null) return null;
  if (side === 'true' || side === 'false') return side === 'true';
  throw new Failure('InvalidRow', `The row ${id}: its split must be true or false, but is ${side}.`);
}

function isBefore({ id, side }: RawRow, testFrom: string): boolean | null {
  if (side === null) return null;
  if (/^\d{4}-\d\d-\d\d(?!\d)/.test(side)) return side.slice(0, 10) < testFrom;
  throw new Failure(
    'InvalidRow',
    `The row ${id}: its day must be a date such as 2026-11-30, but is ${JSON.stringify(side)}.`,
  );
}
