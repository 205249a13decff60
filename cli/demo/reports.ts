import { showClusters } from './clusters.ts';
import type { ClusterSummary } from './clusters.ts';
import { showLeaderboard } from './leaderboard.ts';
import type { Leaderboard } from './leaderboard.ts';
import { showRatings } from './ratings.ts';
import type { RatingsManifest } from './ratings.ts';
import { showSegments } from './segments.ts';
import type { SegmentsReport } from './segments.ts';

/** What a machine of the night published, and how it is shown. */
export interface Report {
  machine: string;
  /** Its member in the JSON value. */
  name: string;
  show(content: unknown): string[];
}

/** The night's reports in the order in which they are shown. */
export const reports: Report[] = [
  {
    machine: 'svr-leaderboard',
    name: 'leaderboard',
    show: (content) => showLeaderboard(content as Leaderboard),
  },
  {
    machine: 'customer-clusters',
    name: 'clusters',
    show: (content) => showClusters(content as ClusterSummary),
  },
  {
    machine: 'customer-segments',
    name: 'segments',
    show: (content) => showSegments(content as SegmentsReport),
  },
  { machine: 'ratings-prep', name: 'ratings', show: (content) => showRatings(content as RatingsManifest) },
];
