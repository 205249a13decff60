import { firstPatient } from '../../support/first-patient.ts';
import { readPatients } from '../../../cli/samples/patients.ts';

test('the diabetes rows become patients, 353 for training and 89 for testing', async () => {
  const patients = await readPatients();
  expect(patients).toHaveLength(442);
  expect(patients.filter(({ is_train }) => is_train)).toHaveLength(353);
  // The first two rows of the original table; row 0 is in the test part of scikit-learn's split.
  expect(patients.slice(0, 2)).toEqual([
    { patient_id: 0, ...firstPatient },
    {
      patient_id: 1,
      age: 48,
      sex: 1,
      bmi: 21.6,
      bp: 87,
      s1: 183,
      s2: 103.2,
      s3: 70,
      s4: 3,
      s5: 3.8918,
      s6: 69,
      y_true: 75,
      is_train: true,
    },
  ]);
});
