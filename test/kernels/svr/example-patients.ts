import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parsePatient } from '../../../functions/shared/patients/parse-patient.ts';
import type { Patient } from '../../../kernels/svr/patient.ts';

/** The 442 patients of the example events, which are scikit-learn's diabetes data. */
export function examplePatients(): Patient[] {
  const file = new URL('../../../events/lake/examples/patients/patients.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  return lines.map((line) => parsePatient({ value: JSON.parse(line) as unknown, where: 'example' }));
}
