import type { Row } from './row.ts';
import { scaleRow, standardScaling, unitNormScaling, type Scaling, type ScalingMethod } from './scaling.ts';

/** Rows to fit or to predict, by position: ids, scaled features, targets. */
export interface Samples {
  ids: string[];
  features: number[][];
  targets: number[];
}

export interface DataSet {
  /** In order of id, as are the test rows. */
  training: Samples;
  test: Samples;
  scaling: Scaling;
}

/** Training and test rows of the ordered rows, scaled once by the chosen method. */
export function prepare(ordered: readonly Row[], method: ScalingMethod): DataSet {
  const trainingRows = ordered.filter((row) => row.isTrain);
  const scaling =
    method === 'unit_norm'
      ? unitNormScaling(ordered.map((row) => row.features))
      : standardScaling(trainingRows.map((row) => row.features));
  const testRows = ordered.filter((row) => !row.isTrain);
  return { training: toSamples(trainingRows, scaling), test: toSamples(testRows, scaling), scaling };
}

function toSamples(rows: readonly Row[], scaling: Scaling): Samples {
  return {
    ids: rows.map((row) => row.id),
    features: rows.map((row) => scaleRow(row.features, scaling)),
    targets: rows.map((row) => row.target),
  };
}
