import { isObject } from '../event.ts';
import { Failure } from '../failure.ts';
import type { Row } from '../lake/json-lines.ts';

/** The ten baseline measurements, in the order of the columns of every feature row. */
export const featureNames = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'] as const;

/** Beyond it the squares of differences lose all the other patients. */
const largest = 1e12;

export interface Patient {
  patientId: number;
  /** In the order of `featureNames`, in the table's own units. */
  features: number[];
  /** Score of the disease's progression one year later. */
  target: number;
  isTrain: boolean;
}

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
