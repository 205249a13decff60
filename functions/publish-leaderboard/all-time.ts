import { isObject } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import type { LeaderboardRow } from './leaderboard.ts';

/** More of the best are not kept: 10,000 rows are two or three megabytes. */
const mostRows = 10_000;
/** The latest runs are known by name, so that one whose publication is repeated counts once. */
const mostNames = 1_000;

/** A run that joins the others: which model and folds its trials had. */
export interface RunOfTrials {
  run: string;
  rankBy: string;
  scaling: string;
  folds: number;
  seed: number;
  leaderboard: readonly LeaderboardRow[];
}

/** A trial with the run that had it first. */
export type AllTimeRow = LeaderboardRow & { run: string; scaling: string; folds: number; seed: number };

/** Every trial of a job on the same rows: `published/<job>/all-time.json`. */
export interface AllTime {
  job: string;
  fingerprint: string;
  rankBy: string;
  /** How many runs there were, and how many trials they ranked, repeated ones counted again. */
  runs: number;
  trials: number;
  latestRuns: string[];
  leaderboard: AllTimeRow[];
}

export const noTrials = (job: string, fingerprint: string): AllTime => ({
  job,
  fingerprint,
  rankBy: '',
  runs: 0,
  trials: 0,
  latestRuns: [],
  leaderboard: [],
});

/** With the trials of one more run, ranked by its figure; a run that is there already changes nothing. */
export function withRun(before: AllTime, run: RunOfTrials): AllTime {
  if (before.latestRuns.includes(run.run)) return before;
  const known = new Set(before.leaderboard.map(identity));
  const { scaling, folds, seed } = run;
  const added = run.leaderboard
    .map((row) => ({ run: run.run, scaling, folds, seed, ...row }))
    .filter((row) => !known.has(identity(row)));
  return {
    ...before,
    rankBy: run.rankBy,
    runs: before.runs + 1,
    trials: before.trials + run.leaderboard.length,
    latestRuns: [...before.latestRuns, run.run].slice(-mostNames),
    leaderboard: ranked([...before.leaderboard, ...added], run.rankBy).slice(0, mostRows),
  };
}

/** Trials with the same of these have the same figures, whichever run had them. */
const identity = ({ scaling, folds, seed, gamma, c, epsilon }: AllTimeRow) =>
  JSON.stringify([scaling, folds, seed, gamma, c, epsilon]);

/** As in a run's leaderboard; of trials that are alike in this the earlier comes first. */
function ranked(rows: AllTimeRow[], rankBy: string): AllTimeRow[] {
  const figure = (row: AllTimeRow) => (rankBy === 'r2_test' ? row.r2_test : row.r2_cv) ?? -Infinity;
  const order = (a: AllTimeRow, b: AllTimeRow) =>
    Number(b.converged) - Number(a.converged) || compare(figure(b), figure(a));
  return rows.sort(order).map((row, i) => ({ ...row, rank: i + 1 }));
}

const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** A row a line, so that a large file stays small and readable. */
export function toText({ leaderboard, ...head }: AllTime): string {
  const rows = leaderboard.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  const members = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`);
  return `{\n${members.join('')}  "leaderboard": [\n${rows}\n  ]\n}\n`;
}

/** @throws Failure InvalidLeaderboard for what no run can have written */
export function parseAllTime(text: string, where: string): AllTime {
  const stored = parsed(text);
  if (
    isObject(stored) &&
    ['runs', 'trials'].every((name) => Number.isSafeInteger(stored[name])) &&
    ['latestRuns', 'leaderboard'].every((name) => Array.isArray(stored[name]))
  )
    return stored as unknown as AllTime;
  throw new Failure(
    'InvalidLeaderboard',
    `${where} must be the leaderboard of all time as a run wrote it, but is ${text.slice(0, 100)} Restore or delete it.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
