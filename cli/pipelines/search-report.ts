/** What a search was made on, what models without one reach, and where its best trial stands. */
import { formatTable } from '../format/table.ts';
import { formatNumber } from './format-number.ts';

/** Of the output of svr-leaderboard, what is told besides the leaderboard. */
export interface Search {
  trainingRows: number;
  testRows: number;
  rows: { read: number; sampled: number; dropped: Record<string, number>; filled: number };
  leftOut: { column: string; reason: string }[];
  baselines: Baseline[];
  edges: { name: string; value: number; range: number[]; try: number[] }[];
}

interface Baseline {
  name: string;
  r2_cv: number | null;
  r2_test: number | null;
  rmse_test: number;
}

const names: Record<string, string> = {
  mean: 'the mean',
  ridge: 'ridge regression',
  neighbours: '5 nearest neighbours',
};

/** @param best the leaderboard's first row */
export function showSearch(
  {
    rankBy,
    leaderboard: [best],
  }: { rankBy: string; leaderboard: { r2_cv: number | null; r2_test: number | null }[] },
  { rows, leftOut, baselines, edges, trainingRows, testRows }: Search,
): string[] {
  return [
    '',
    'Without search, on the same rows:',
    '',
    ...showBaselines(baselines),
    ...warnIfBeaten(baselines, best, rankBy as 'r2_cv' | 'r2_test'),
    '',
    `${trainingRows} training and ${testRows} test rows${showRows(rows)}`,
    ...leftOut.map(({ column, reason }) => `Left out, where features name no columns: ${column}, ${reason}`),
    ...edges.map(
      ({ name, value, range, try: next }) =>
        `The best ${name}, ${formatNumber(value)}, is at the edge of its range ${list(range)}: try "space": {"${name}": ${list(next)}}`,
    ),
  ];
}

function showBaselines(baselines: Baseline[]): string[] {
  const columns = ['model', 'r2_cv', 'r2_test', 'rmse_test'];
  return formatTable(
    columns.map((title) => ({ title, numeric: title !== 'model' })),
    baselines.map(({ name, r2_cv, r2_test, rmse_test }) => [
      names[name] ?? name,
      ...[r2_cv, r2_test, rmse_test].map(formatNumber),
    ]),
  );
}

function warnIfBeaten(
  baselines: Baseline[],
  best: { r2_cv: number | null; r2_test: number | null } | undefined,
  rankBy: 'r2_cv' | 'r2_test',
): string[] {
  const reached = best?.[rankBy] ?? -Infinity;
  const better = baselines.filter((baseline) => (baseline[rankBy] ?? -Infinity) > reached);
  return better.map(
    ({ name }) => `By ${rankBy}, ${names[name] ?? name} is better than the best of the search.`,
  );
}

/** e.g. ", of 500 read: 20 left out without target, 3 with a missing feature" */
function showRows({ read, sampled, dropped, filled }: Search['rows']): string {
  const parts = [
    sampled < read && `${sampled} drawn`,
    dropped.target! > 0 && `${dropped.target} left out without a target`,
    dropped.split! > 0 && `${dropped.split} without a side of the split`,
    dropped.features! > 0 && `${dropped.features} with a missing feature`,
    filled > 0 && `${filled} missing values filled in`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `, of ${read} read: ${parts.join(', ')}`;
}

const list = (range: number[]) => `[${range.join(', ')}]`;
