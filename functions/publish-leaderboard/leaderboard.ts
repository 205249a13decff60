import { isObject, type Rule } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import type { Row } from '../shared/lake/json-lines.ts';

const integer: Rule = { expects: 'an integer', accepts: (value) => Number.isSafeInteger(value) };
const figure: Rule = {
  expects: 'a number',
  accepts: (value) => value === null || typeof value === 'number',
};
const boolean: Rule = { expects: 'true or false', accepts: (value) => typeof value === 'boolean' };

/** The columns of gold_leaderboard, in the order in which they are published. */
const rules = {
  rank: integer,
  trial_id: integer,
  gamma: figure,
  c: figure,
  epsilon: figure,
  r2_test: figure,
  r2_cv: figure,
  rmse_test: figure,
  n_support: figure,
  converged: boolean,
};
const columns = Object.keys(rules) as (keyof typeof rules)[];

/** A trial on the leaderboard; `null` where a figure does not exist, e.g. R² of targets that are all alike. */
export type LeaderboardRow = Record<Exclude<keyof typeof rules, 'converged'>, number | null> & {
  rank: number;
  trial_id: number;
  converged: boolean;
};

/**
 * A row with exactly the published columns. Athena leaves columns that are NULL out of the JSON it unloads.
 * @throws Failure InvalidLeaderboard
 */
export function parseLeaderboardRow({ value, where }: Row): LeaderboardRow {
  const row = isObject(value) ? value : {};
  for (const column of columns) {
    const cell = row[column] ?? null;
    const rule: Rule = rules[column];
    if (rule.accepts(cell)) continue;
    throw new Failure(
      'InvalidLeaderboard',
      `${where}: ${column} must be ${rule.expects}, but is ${JSON.stringify(cell)}.`,
    );
  }
  return Object.fromEntries(
    columns.map((column) => [column, row[column] ?? null]),
  ) as unknown as LeaderboardRow;
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

/** Comma-separated with a header line; NULL is an empty field. No value needs quotes. */
export function toCsv(rows: readonly LeaderboardRow[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\n`).join('');
}
