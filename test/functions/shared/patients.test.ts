import fc from 'fast-check';
import { parsePatient } from '../../../functions/shared/patients/parse-patient.ts';
import { fingerprintOf, orderPatients } from '../../../functions/shared/patients/order-patients.ts';
import { examplePatients } from '../../kernels/svr/example-patients.ts';
import { firstPatient } from '../../support/first-patient.ts';
import { failureLike } from '../failure-like.ts';

const row = { patient_id: 7, ...firstPatient };
const where = 's3://lake/bronze/patients/a line 3';

test('a row becomes its features in the order of the columns', () => {
  expect(parsePatient({ value: { ...row, extra: 'ignored' }, where })).toEqual({
    patientId: 7,
    features: [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87],
    target: 151,
    isTrain: false,
  });
});

test.each([
  [
    'a null feature',
    { ...row, s3: null },
    /patient_id 7: s3 must be a number from -1e12 to 1e12, but is null/,
  ],
  [
    'a text for a feature',
    { ...row, bmi: '32.1' },
    /patient_id 7: bmi must be a number from -1e12 to 1e12, but is "32.1"/,
  ],
  [
    'a missing feature',
    { ...row, age: undefined },
    /patient_id 7: age must be a number from -1e12 to 1e12, but is missing/,
  ],
  [
    'a feature beyond measure',
    { ...row, bmi: 1e200 },
    /patient_id 7: bmi must be a number from .* but is 1e\+200/,
  ],
  [
    'a null target',
    { ...row, y_true: null },
    /patient_id 7: y_true must be a number from -1e12 to 1e12, but is null/,
  ],
  [
    'a number for is_train',
    { ...row, is_train: 1 },
    /patient_id 7: is_train must be true or false, but is 1/,
  ],
  ['an id beyond 2^53', { ...row, patient_id: 2 ** 53 }, /a line 3: patient_id must be an integer/],
  ['a row that is a list', [row], /a line 3: patient_id must be an integer, but is missing/],
])('%s is an InvalidPatient', (_, value, message) => {
  const expected = failureLike('InvalidPatient', message);
  expect(() => parsePatient({ value, where })).toThrow(expected);
});

test('the fingerprint does not depend on the order of rows', () => {
  const patients = examplePatients().slice(0, 50);
  const fingerprint = fingerprintOf(orderPatients(patients, 'here'));
  fc.assert(
    fc.property(fc.shuffledSubarray(patients, { minLength: 50 }), (shuffled) => {
      expect(fingerprintOf(orderPatients(shuffled, 'here'))).toBe(fingerprint);
    }),
    { numRuns: 20 },
  );
});

test('the fingerprint depends on every cell', () => {
  const patients = orderPatients(examplePatients(), 'here');
  const [first, ...others] = patients;
  const altered = [
    { ...first!, patientId: 0 },
    { ...first!, features: first!.features.with(9, 1) },
    { ...first!, target: -1 },
    { ...first!, isTrain: !first!.isTrain },
  ].map((patient) => fingerprintOf([patient, ...others]));
  expect(new Set([fingerprintOf(patients), ...altered]).size).toBe(5);
});

test.each([
  ['no rows', [], /no patients under here/],
  ['no training rows', [{ ...row, is_train: false }], /no training rows under here/],
  ['no test rows', [{ ...row, is_train: true }], /no test rows under here/],
])('%s are an EmptyTable', (_, rows, message) => {
  const patients = rows.map((value) => parsePatient({ value, where }));
  const expected = failureLike('EmptyTable', message);
  expect(() => orderPatients(patients, 'here')).toThrow(expected);
});

test('a repeated id is an InvalidPatient', () => {
  const patients = [true, false].map((is_train) => parsePatient({ value: { ...row, is_train }, where }));
  const expected = failureLike('InvalidPatient', /patient_id 7/);
  expect(() => orderPatients(patients, 'here')).toThrow(expected);
});
