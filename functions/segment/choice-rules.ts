import input from '../../statemachines/inputs/customer-segments.schema.json' with { type: 'json' };
import type { Fit } from '../../kernels/segmentation/choose.ts';
import { integer, isObject, type Rule } from '../shared/event.ts';

export const fitsRule: Rule = {
  expects: 'a list of results of fit-kmeans, one per k',
  accepts: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(isFit) &&
    new Set(value.map(({ k }) => k)).size === value.length,
};

const { kMin, kMax } = input.properties;
const number = integer(kMin.minimum, kMax.maximum);

export const chooseRule: Rule = {
  expects: `elbow, silhouette or a whole number from ${kMin.minimum} to ${kMax.maximum}`,
  accepts: (value) => value === 'silhouette' || value === 'elbow' || number.accepts(value),
};

function isFit(value: unknown): value is Fit {
  if (!isObject(value)) return false;
  const { k, inertia, silhouette, sizes } = value;
  return (
    Number.isInteger(k) && Number.isFinite(inertia) && Number.isFinite(silhouette) && Array.isArray(sizes)
  );
}
