import type { Fit } from '../../kernels/segmentation/choose.ts';
import { isObject, type Rule } from '../shared/event.ts';

export const fitsRule: Rule = {
  expects: 'a list of results of fit-kmeans, one per k',
  accepts: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(isFit) &&
    new Set(value.map(({ k }) => k)).size === value.length,
};

export const chooseRule: Rule = {
  expects: 'silhouette, elbow or a whole number from 2',
  accepts: (value) =>
    value === 'silhouette' || value === 'elbow' || (Number.isInteger(value) && (value as number) >= 2),
};

function isFit(value: unknown): value is Fit {
  if (!isObject(value)) return false;
  const { k, inertia, silhouette, sizes } = value;
  return (
    Number.isInteger(k) && Number.isFinite(inertia) && Number.isFinite(silhouette) && Array.isArray(sizes)
  );
}
