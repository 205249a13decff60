import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Row } from '../../../kernels/svr/row.ts';

const featureNames = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];

/** The 442 patients of the example events, which are scikit-learn's diabetes data. */
export function examplePatients(): Row[] {
  const file = new URL('../../../events/lake/examples/patients/patients.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  return lines.map((line) => {
    const patient = JSON.parse(line) as Record<string, number> & { is_train: boolean };
    return {
      id: String(patient.patient_id),
      features: featureNames.map((name) => patient[name]!),
      target: patient.y_true!,
      isTrain: patient.is_train,
    };
  });
}
