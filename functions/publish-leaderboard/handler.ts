import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { checkEvent, isObject, jobName, prefix, runName, seed, text, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { Failure } from '../../kernels/failure.ts';
import { uri } from '../shared/lake/client.ts';
import { readRows } from '../shared/lake/json-lines.ts';
import { listKeys } from '../shared/lake/read.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { edgesOf } from '../../kernels/search/edges.ts';
import type { Space } from '../../kernels/search/space.ts';
import { checkTrial, type Hyperparameters } from '../../kernels/svr/hyperparameters.ts';
import { type ScalingMethod } from '../../kernels/svr/scaling.ts';
import { addToAllTime } from './all-time-store.ts';
import { byRank, failedTrials, parseLeaderboardRow, toCsv, type LeaderboardRow } from './leaderboard.ts';

interface PublishLeaderboardEvent {
  job: string;
  run: string;
  /** The files that the leaderboard's query unloaded. */
  leaderboardPrefix: string;
  trialsKey: string;
  rankBy: string;
  scaling: ScalingMethod;
  folds: number;
  seed: number;
  fingerprint: string;
  /** What was searched, C and epsilon in multiples of `unit`; null where points were given. */
  space: Space | null;
  unit: number;
  /** What prepare-rows said, published beside the leaderboard. */
  data: Data;
}

/** The rows and what models without search reach on them. */
type Data = Record<(typeof summarised)[number], unknown>;

const summarised = ['trainingRows', 'testRows', 'rows', 'features', 'leftOut', 'baselines'] as const;

const { properties: fields } = input;

export const rules: Rules<PublishLeaderboardEvent> = {
  job: jobName,
  run: runName,
  leaderboardPrefix: prefix,
  trialsKey: text,
  rankBy: ruleOf(fields.rankBy),
  scaling: ruleOf(fields.scaling),
  folds: ruleOf(fields.folds),
  seed,
  fingerprint: text,
  space: { expects: 'null or an object', accepts: (value) => value === null || isObject(value) },
  unit: { expects: 'a number above 0', accepts: (value) => typeof value === 'number' && value > 0 },
  data: { expects: 'an object', accepts: isObject },
};

/** Publishes a run's leaderboard, and its job's of all time, under names that people and programs know in advance. */
export const handler = async (event: unknown) => {
  const { leaderboardPrefix, trialsKey, space, unit, data, ...given } = checkEvent<PublishLeaderboardEvent>(
    event,
    rules,
  );
  const { job, run, rankBy, scaling, folds, seed, fingerprint } = given;
  const leaderboard = await readLeaderboard(leaderboardPrefix);
  const planned = await readTrialIds(trialsKey);
  const failed = failedTrials(planned, leaderboard);
  const head = {
    run,
    rankBy,
    scaling,
    folds,
    seed,
    fingerprint,
    trials: planned.length,
    failedTrials: failed,
  };
  const best = leaderboard[0]!;
  const edges = space ? edgesOf(inUnits(best, unit), space) : [];
  const summary = {
    run,
    fingerprint,
    ...Object.fromEntries(summarised.map((name) => [name, data[name]])),
    edges,
  };
  const json = `${JSON.stringify({ ...head, leaderboard }, null, 2)}\n`;
  const folder = `published/${job}/run=${run}`;
  const published = [
    await write(`${folder}/leaderboard.json`, json, contentTypes.json),
    await write(`${folder}/leaderboard.csv`, toCsv(leaderboard), contentTypes.csv),
    await write(`${folder}/summary.json`, `${JSON.stringify(summary, null, 2)}\n`, contentTypes.json),
    // Last, so that it never shows a run whose own files are not there yet.
    await write(`published/${job}/latest.json`, json, contentTypes.json),
    await addToAllTime(job, fingerprint, { run, rankBy, scaling, folds, seed, leaderboard }),
  ];
  return {
    published,
    trials: planned.length,
    failedTrials: failed.length,
    firstFailedTrials: failed.slice(0, 20),
    best,
    edges,
  };
};

const inUnits = ({ gamma, c, epsilon }: LeaderboardRow, unit: number): Hyperparameters => ({
  gamma: gamma!,
  C: c! / unit,
  epsilon: epsilon! / unit,
});

async function readLeaderboard(leaderboardPrefix: string): Promise<LeaderboardRow[]> {
  const rows: LeaderboardRow[] = [];
  for await (const row of readRows(await listKeys(leaderboardPrefix), 'InvalidLeaderboard')) {
    rows.push(parseLeaderboardRow(row));
  }
  if (rows.length > 0) return byRank(rows);
  throw new Failure(
    'EmptyLeaderboard',
    `No trial has results: there are no rows under ${uri(leaderboardPrefix)}.`,
  );
}

async function readTrialIds(trialsKey: string): Promise<number[]> {
  const ids: number[] = [];
  for await (const row of readRows([trialsKey], 'InvalidTrial')) ids.push(checkTrial(row.value).trial_id);
  return ids;
}
