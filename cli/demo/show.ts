import { formatDuration } from '../format/duration.ts';
import { formatTable } from '../format/table.ts';
import type { ClusterSummary, Leaderboard, LeaderboardRow } from './results.ts';
import type { Stage } from './stages.ts';

const shown = 10;
const columns = ['rank', 'trial_id', 'gamma', 'c', 'epsilon', 'r2_cv', 'r2_test', 'n_support'] as const;

/** The best trials as lines. */
export function showLeaderboard({ leaderboard, trials, rankBy, failedTrials }: Leaderboard): string[] {
  const top = leaderboard.slice(0, shown);
  const failed = failedTrials.length === 0 ? '' : `, ${failedTrials.length} failed`;
  return [
    `Leaderboard: the best ${top.length} of ${trials} support-vector regressions, by ${rankBy}${failed}`,
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

function formatNumber(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

/** The clusters in a few lines. */
export function showClusters(summary: ClusterSummary): string[] {
  const { customers, clusters, eps, minSamples, core, border, noise, noiseShare, pairs, sizes } = summary;
  const largest = [...sizes].sort((a, b) => b - a).slice(0, shown);
  return [
    `Customer clusters: ${clusters} among ${customers} customers (eps ${eps}, minSamples ${minSamples})`,
    '',
    `  ${core} core, ${border} border, ${noise} noise (${(100 * noiseShare).toFixed(1)} %); ${pairs} pairs within eps`,
    `  largest: ${largest.join(', ')}`,
  ];
}

/** How long each stage took, as lines. */
export function showStages(stages: Stage[]): string[] {
  const rows = stages.map(({ name, milliseconds }) => [name, formatDuration(milliseconds)]);
  return formatTable(
    [
      { title: 'stage', numeric: false },
      { title: 'took', numeric: true },
    ],
    rows,
  );
}
