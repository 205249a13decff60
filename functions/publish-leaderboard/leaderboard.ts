import { isObject } from '../event.ts';
import { Failure } from '../failure.ts';
import type { Row } from '../lake/json-lines.ts';

/** The columns of gold_leaderboard, in the order in which they are published. */
export const columns = [
  'rank',
  'trial_id',
  'gamma',
  'c',
  'epsilon',
  'r2_test',
  'r2_cv',
  'rmse_test',
  'n_support',
] as const;

/** A trial on the leaderboard; `null` where a figure does not exist, e.g. R² of targets that are all alike. */
export type LeaderboardRow = Record<(typeof columns)[number], number | null> & {
  rank: number;
  trial_id: number;
};

/**
 * A row with exactly the published columns. Athena leaves columns that are NULL out of the JSON it unloads.
 * @throws Failure InvalidLeaderboard
 */
export function parseLeaderboardRow({ value, where }: Row): LeaderboardRow {
  const row = isObject(value) ? value : {};
  for (const column of columns) {
    const cell = row[column] ?? null;
    const required = column === 'rank' || column === 'trial_id';
    if (required ? Number.isSafeInteger(cell) : cell === null || typeof cell === 'number') continue;
    const expected = required ? 'an integer' : 'a number';
    throw new Failure(
      'InvalidLeaderboard',
      `${where}: ${column} must be ${expected}, but is ${JSON.stringify(cell)}.`,
    );
  }
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as LeaderboardRow;
}

/** The rows in order of rank, which UNLOAD does not keep. */
export function byRank(rows: readonly LeaderboardRow[]): LeaderboardRow[] {
  return [...rows].sort((a, b) => a.rank - b.rank);
}

/** The planned trials that reached no rank, ascending. */
export function failedTrials(planned: readonly number[], rows: readonly LeaderboardRow[]): number[] {
  const ranked = new Set(rows.map((row) => row.trial_id));
  return planned.filter((id) => !ranked.has(id)).sort((a, b) => a - b);
}

/** Comma-separated with a header line; NULL is an empty field. Numbers need no quotes. */
export function toCsv(rows: readonly LeaderboardRow[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\n`).join('');
}
