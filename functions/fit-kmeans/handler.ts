import input from '../../statemachines/inputs/customer-segments.schema.json' with { type: 'json' };
import { checkEvent, integer, prefix, seed, text, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { readCustomers } from '../shared/customers/read-customers.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { assign } from '../../kernels/segmentation/assign.ts';
import { meanSilhouette, silhouettePositions, silhouettes } from '../../kernels/segmentation/silhouette.ts';
import { fitKMeans, refuseTooFew, type Fitting } from '../../kernels/segmentation/k-means.ts';

interface FitKMeansEvent extends Fitting {
  /** The files of silver_campaign_features. */
  featuresPrefix: string;
  /** The largest k of the run, so that each of its fits refuses too few customers in the same words. */
  kMax: number;
  fitKey: string;
}

const { kMin, kMax, restarts } = input.properties;

export const rules: Rules<FitKMeansEvent> = {
  featuresPrefix: prefix,
  k: integer(kMin.minimum, kMax.maximum),
  kMax: ruleOf(kMax),
  restarts: ruleOf(restarts),
  seed,
  fitKey: text,
};

/** Fits K-Means for one k, keeps the centroids and says how good they are. */
export const handler = async (event: unknown) => {
  const { featuresPrefix, fitKey, kMax, ...fitting } = checkEvent<FitKMeansEvent>(event, rules);
  const rows = (await readCustomers(featuresPrefix)).map(({ scaled }) => scaled);
  refuseTooFew(rows, kMax);
  const centroids = fitKMeans(rows, fitting);
  const assignment = assign(rows, centroids);
  const positions = silhouettePositions(rows.length, fitting.seed);
  const result = {
    k: fitting.k,
    inertia: assignment.inertia,
    ...meanSilhouette(silhouettes(rows, assignment, positions), rows.length),
    sizes: assignment.sizes,
  };
  // No labels: every customer belongs to the nearest of these centroids.
  await write(fitKey, `${JSON.stringify({ ...result, centroids })}\n`, contentTypes.json);
  return result;
};
