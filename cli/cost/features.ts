import { estimateSeconds } from '../../kernels/search/batches.ts';
import { silhouettePositions } from '../../kernels/segmentation/silhouette.ts';
import type { Trial } from '../../kernels/svr/hyperparameters.ts';
import type { Volume } from '../../kernels/cost/volume.ts';

type Payload = Record<string, unknown>;
type Features = Record<string, number>;

/** What the duration of each function grows with, besides the `invocation` itself. */
const features: Record<string, (payload: Payload, volume: Volume) => Features> = {
  'write-query': () => ({}),
  'prepare-rows': () => ({}),
  'publish-profile': () => ({}),
  'plan-trials': (_, { trials }) => ({ trials }),
  'run-trials': ({ Items, BatchInput }, { trainingRows, targetRange }) => {
    const work = { trainingRows, folds: (BatchInput as { folds: number }).folds, targetRange };
    return { work: (Items as Trial[]).reduce((sum, trial) => sum + estimateSeconds(trial, work), 0) };
  },
  'publish-leaderboard': (_, { trials }) => ({ trials }),
  // The best model and the champion, each fitted and cross-validated.
  'promote-model': ({ folds }) => ({ fits: 2 * (Number(folds) + 1) }),
  // OPTICS does more with each pair.
  cluster: ({ algorithm }, { customers, pairs }) => ({
    customers,
    pairs,
    opticsPairs: algorithm === 'OPTICS' ? pairs : 0,
  }),
  'fit-kmeans': ({ k, restarts }, { campaign }) => ({
    comparisons: campaign * Number(k) * Number(restarts),
    distances: silhouetteDistances(campaign),
  }),
  segment: (_, { campaign }) => ({ customers: campaign, distances: silhouetteDistances(campaign) }),
};

/**
 * The features of one invocation.
 * @param functionName without project and stage
 */
export function featuresOf(functionName: string, payload: Payload, volume: Volume): Features {
  const own = features[functionName];
  if (!own) throw new Error(`It is not known what the duration of ${functionName} grows with.`);
  return { invocation: 1, ...own(payload, volume) };
}

function silhouetteDistances(rows: number): number {
  return rows * silhouettePositions(rows, 0).length;
}
