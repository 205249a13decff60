import { isObject } from '../event.ts';
import { Failure } from '../../../kernels/failure.ts';
import { featureNames, type Patient } from '../../../kernels/svr/patient.ts';
import type { Row } from '../lake/json-lines.ts';

/** Beyond it the squares of differences lose all the other patients. */
const largest = 1e12;

/**
 * A patient out of a row of the table.
 * @throws Failure InvalidPatient, naming the patient (or the line, without an id), the column and the value
 */
export function parsePatient({ value, where }: Row): Patient {
  const row = isObject(value) ? value : {};
  if (!Number.isSafeInteger(row.patient_id)) throw invalid(where, 'patient_id', 'an integer', row);
  const patient = `patient_id ${row.patient_id as number}`;
  const number = (column: string): number => {
    const cell = row[column];
    if (typeof cell !== 'number' || !(Math.abs(cell) <= largest)) {
      throw invalid(patient, column, 'a number from -1e12 to 1e12', row);
    }
    return cell;
  };
  if (typeof row.is_train !== 'boolean') throw invalid(patient, 'is_train', 'true or false', row);
  return {
    patientId: row.patient_id as number,
    features: featureNames.map(number),
    target: number('y_true'),
    isTrain: row.is_train,
  };
}

function invalid(who: string, column: string, expected: string, row: Record<string, unknown>): Failure {
  const given = JSON.stringify(row[column]) ?? 'missing';
  return new Failure(
    'InvalidPatient',
    `${who}: ${column} must be ${expected}, but is ${given}. Correct the row and import it again.`,
  );
}
