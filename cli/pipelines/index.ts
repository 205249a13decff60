/** The machines that the command knows more of than their names, in the order in which their reports are shown. */
import { customerClusters } from './customer-clusters.ts';
import { customerSegments } from './customer-segments.ts';
import type { Pipeline } from './pipeline.ts';
import { ratingsPrep } from './ratings-prep.ts';
import { svrLeaderboard } from './svr-leaderboard.ts';
import { tableProfile } from './table-profile.ts';

export type { Pipeline } from './pipeline.ts';

export const pipelines: readonly Pipeline[] = [
  svrLeaderboard,
  customerClusters,
  customerSegments,
  ratingsPrep,
  tableProfile,
];

/** The shipped samples by the table that each is for. */
export const samples: Pipeline['samples'] = Object.fromEntries(
  pipelines.flatMap((pipeline) => Object.entries(pipeline.samples)),
);
