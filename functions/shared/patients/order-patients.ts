import { createHash } from 'node:crypto';
import { Failure } from '../../../kernels/failure.ts';
import type { Patient } from '../../../kernels/svr/patient.ts';

/**
 * The table in its canonical order, by patient_id.
 * @param source where the rows came from, for the messages
 * @throws Failure EmptyTable without rows, or without training or test rows; InvalidPatient for a repeated id
 */
export function orderPatients(patients: readonly Patient[], source: string): Patient[] {
  const ordered = [...patients].sort((a, b) => a.patientId - b.patientId);
  const repeated = ordered.find((patient, i) => patient.patientId === ordered[i - 1]?.patientId);
  if (repeated) {
    throw new Failure(
      'InvalidPatient',
      `patient_id ${repeated.patientId} must be unique, but stands more than once under ${source}.`,
    );
  }
  if (ordered.length === 0) throw empty('patients', source, 'import the table first');
  if (!ordered.some((patient) => patient.isTrain))
    throw empty('training rows', source, 'set is_train to true in some rows');
  if (ordered.every((patient) => patient.isTrain))
    throw empty('test rows', source, 'set is_train to false in some rows');
  return ordered;
}

/**
 * SHA-256 in hexadecimal over the ordered patients, one line `[patient_id, features…, y_true, is_train]` each. It does
 * not depend on the order of rows, of files or of keys, nor on how a number was written.
 */
export function fingerprintOf(ordered: readonly Patient[]): string {
  const hash = createHash('sha256');
  for (const { patientId, features, target, isTrain } of ordered) {
    hash.update(`${JSON.stringify([patientId, ...features, target, isTrain])}\n`);
  }
  return hash.digest('hex');
}

function empty(what: string, source: string, remedy: string): Failure {
  return new Failure('EmptyTable', `There are no ${what} under ${source}: ${remedy}.`);
}
