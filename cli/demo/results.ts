import { readJson } from '../aws/objects.ts';
import type { S3Location } from '../aws/tables.ts';
import { parseS3Uri } from '../aws/tables.ts';
import type { Ended } from '../follow/follow-execution.ts';
import { summarize } from '../outcome/summarize.ts';
import type { Session } from '../session.ts';

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
}

export interface Leaderboard {
  run: string;
  rankBy: string;
  trials: number;
  failedTrials: number[];
  leaderboard: LeaderboardRow[];
}

/** The published summary of the clusters. */
export interface ClusterSummary {
  run: string;
  eps: number;
  minSamples: number;
  customers: number;
  pairs: number;
  clusters: number;
  core: number;
  border: number;
  noise: number;
  noiseShare: number;
  /** By cluster number. */
  sizes: number[];
}

/** A published file and what it says. */
export interface Published<Content> {
  location: S3Location;
  content: Content;
}

/** Fetches the JSON file that a machine published in this night, if it succeeded. */
export async function fetchPublished<Content>(
  session: Session,
  ended: Ended[],
  machine: string,
): Promise<Published<Content> | undefined> {
  const execution = ended.find(
    ({ progress, description }) => progress.machine === machine && description.status === 'SUCCEEDED',
  );
  if (!execution) return undefined;
  const { published } = summarize(execution.description).output as { published: string[] };
  const uri = published.find((one) => one.endsWith('.json'));
  if (uri === undefined) return undefined;
  const location = parseS3Uri(uri);
  return { location, content: (await readJson(session, location)) as Content };
}
