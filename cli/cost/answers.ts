import { trialsPerBatch, type Work } from '../../kernels/search/batches.ts';
import { planTrials } from '../../kernels/search/plan.ts';
import type { Plan } from '../../kernels/search/plan.ts';
import { StatesError } from 'template-runtime/asl';
import type { Json } from 'template-runtime/asl';
import { pairsWithin } from '../../kernels/cost/measured.ts';
import type { Volume } from '../../kernels/cost/volume.ts';

type Payload = Record<string, Json>;

/**
 * What the functions would answer, as far as the machines read it; they note in the volume what they would make.
 * @throws StatesError as the function would fail
 */
const answers: Record<string, (payload: Payload, volume: Volume) => Json> = {
  // Tables of one's own are taken to be as large as the samples'.
  'write-query': ({ statement, table }) => ({
    statement: (statement as string).replaceAll('{table}', `bronze_${table as string}`),
    columns: {},
    id: null,
  }),
  'prepare-rows': (_, { patients, trainingRows, targetRange }) => ({
    fingerprint: '',
    idType: 'integer',
    trainingRows,
    testRows: patients - trainingRows,
    targetRange,
    targetDeviation: targetRange / 4,
    rows: {},
    features: 0,
    leftOut: [],
    baselines: [],
  }),
  'plan-trials': (payload, volume) => {
    const trials = planTrials(payload as unknown as Plan);
    volume.trials = trials.length;
    return {
      trials: trials.length,
      trialsPerBatch: trialsPerBatch(trials, payload.work as unknown as Work, Number(payload.maxConcurrency)),
    };
  },
  'run-trials': ({ Items }) => ({ trials: (Items as Json[]).length }),
  'publish-leaderboard': (_, { trials }) => ({
    published: [],
    trials,
    failedTrials: 0,
    firstFailedTrials: [],
    best: {},
    edges: [],
  }),
  'promote-model': () => ({ model: '', promoted: false, champion: {} }),
  cluster: ({ maxEps, maxPairs }, volume) => {
    volume.pairs = pairsWithin(Number(maxEps), volume.customers);
    if (volume.pairs > Number(maxPairs)) throw tooManyPairs(Number(maxEps), Number(maxPairs), volume);
    return { customers: volume.customers, pairs: volume.pairs };
  },
  'fit-kmeans': () => ({}),
  segment: () => ({}),
  'publish-profile': () => ({ published: [], rows: 0, columns: 0, advice: {} }),
};

/** @param functionName without project and stage */
export function answerOf(functionName: string, payload: Payload, volume: Volume): Json {
  const answer = answers[functionName];
  if (!answer) throw new Error(`It is not known what ${functionName} answers.`);
  return answer(payload, volume);
}

function tooManyPairs(reach: number, maxPairs: number, { customers, pairs }: Volume): StatesError {
  const errorMessage =
    `About ${pairs} pairs of ${customers} customers would lie within ${reach}, more than maxPairs, ${maxPairs}. ` +
    'Lower eps or maxEps, or raise maxPairs.';
  return new StatesError('TooManyPairs', JSON.stringify({ errorMessage }));
}

/** The lines that plan-trials would write. */
export function* trialLines(payload: Payload): Generator<string> {
  for (const trial of planTrials(payload as unknown as Plan)) yield `${JSON.stringify(trial)}\n`;
}

/** The rows of a query's result, as the machines read them. */
export function resultRows(statement: string, { ratings }: Volume): Json {
  if (!statement.includes('kept_ratings')) return [];
  // Every round leaves something for the next: an iteration then takes all the rounds that it may.
  const counts: Record<string, number> = {};
  for (const [, name] of statement.matchAll(/\bAS (\w+)/g)) counts[name!] = 0;
  Object.assign(counts, { ratings, valid_ratings: ratings, kept_ratings: 2, settled_ratings: 1 });
  const row = (values: unknown[]) => ({ Data: values.map((value) => ({ VarCharValue: String(value) })) });
  return [row(Object.keys(counts)), row(Object.values(counts))];
}
