import type { Patient } from './patient.ts';
import { scaleRow, standardScaling, unitNormScaling, type Scaling, type ScalingMethod } from './scaling.ts';

/** Rows to fit or to predict, by position: ids, scaled features, targets. */
export interface Samples {
  ids: number[];
  features: number[][];
  targets: number[];
}

export interface DataSet {
  /** In order of patient_id, as are the test rows. */
  training: Samples;
  test: Samples;
  scaling: Scaling;
}

/** Training and test rows of the ordered patients, scaled once by the chosen method. */
export function prepare(ordered: readonly Patient[], method: ScalingMethod): DataSet {
  const trainingRows = ordered.filter((patient) => patient.isTrain);
  const scaling =
    method === 'unit_norm'
      ? unitNormScaling(ordered.map((patient) => patient.features))
      : standardScaling(trainingRows.map((patient) => patient.features));
  const testRows = ordered.filter((patient) => !patient.isTrain);
  return { training: toSamples(trainingRows, scaling), test: toSamples(testRows, scaling), scaling };
}

function toSamples(patients: readonly Patient[], scaling: Scaling): Samples {
  return {
    ids: patients.map((patient) => patient.patientId),
    features: patients.map((patient) => scaleRow(patient.features, scaling)),
    targets: patients.map((patient) => patient.target),
  };
}
