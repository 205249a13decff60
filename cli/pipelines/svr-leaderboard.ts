import { readPatients } from '../samples/patients.ts';
import { generated } from '../samples/sources.ts';
import { formatNumber } from './format-number.ts';
import type { Pipeline } from './pipeline.ts';
import { showSearch } from './search-report.ts';
import type { Search } from './search-report.ts';
import { formatTable } from '../format/table.ts';

/** A row of the published leaderboard, as far as it is shown. */
export interface LeaderboardRow {
  rank: number;
  trial_id: number;
  gamma: number;
  c: number;
  epsilon: number;
  /** null where it is not defined, e.g. when all values are the same */
  r2_cv: number | null;
  r2_test: number | null;
  n_support: number;
  converged: boolean;
}

export interface Leaderboard {
  run: string;
  rankBy: string;
  trials: number;
  failedTrials: number[];
  leaderboard: LeaderboardRow[];
}

const shown = 10;
const columns = ['rank', 'trial_id', 'gamma', 'c', 'epsilon', 'r2_cv', 'r2_test', 'n_support'] as const;

/** The best trials as lines. */
export function showLeaderboard({ leaderboard, trials, rankBy, failedTrials }: Leaderboard): string[] {
  const top = leaderboard.slice(0, shown);
  const failed = failedTrials.length === 0 ? '' : `, ${failedTrials.length} failed`;
  const unfinished = leaderboard.filter((row) => !row.converged).length;
  const last = unfinished === 0 ? '' : `, ${unfinished} did not converge (ranked last)`;
  return [
    `Leaderboard: the best ${top.length} of ${trials} support-vector regressions, by ${rankBy}${failed}${last}`,
    '',
    ...formatTable(
      columns.map((title) => ({ title, numeric: true })),
      top.map(cells),
    ),
  ];
}

function cells(row: LeaderboardRow): string[] {
  return columns.map((column) => formatNumber(row[column]));
}

export const svrLeaderboard: Pipeline = {
  machine: 'svr-leaderboard',
  name: 'leaderboard',
  report: (content, output) => [
    ...showLeaderboard(content as Leaderboard),
    ...showSearch(content as Leaderboard, output as Search),
  ],
  samples: { bronze_patients: () => generated('lake/samples/diabetes.csv', readPatients()) },
  withTrials: (input, trials) => ({ ...input, trials }),
};
