import type { Visit } from '../run/visit.ts';
import type { MapState } from './map-fields.ts';

/** How many failed items a distributed Map bears. 0 is as good as not set, as measured on AWS by the sfnx project. */
export interface Tolerance {
  count: number;
  percentage: number;
}

/** @throws RuntimeError for values out of range, in the words recorded on AWS */
export async function readTolerance(state: MapState, visit: Visit): Promise<Tolerance> {
  const { ToleratedFailureCount, ToleratedFailurePercentage } = state;
  const count = ToleratedFailureCount ? await visit.value(ToleratedFailureCount) : 0;
  const percentage = ToleratedFailurePercentage ? await visit.value(ToleratedFailurePercentage) : 0;
  if (count < 0) throw visit.runtimeError('ToleratedFailureCount cannot be negative.');
  if (percentage < 0 || percentage > 100) {
    throw visit.runtimeError('ToleratedFailurePercentage must be between 0 and 100.');
  }
  return { count, percentage };
}

/** Whether so many failed items of so many are more than borne: either threshold that is set decides. */
export function isExceeded({ count, percentage }: Tolerance, failed: number, total: number): boolean {
  if (count === 0 && percentage === 0) return failed > 0;
  return (count > 0 && failed > count) || (percentage > 0 && failed * 100 > percentage * total);
}
