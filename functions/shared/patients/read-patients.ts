import { Failure } from '../../../kernels/failure.ts';
import { uri } from '../lake/client.ts';
import { readRows } from '../lake/json-lines.ts';
import { listKeys } from '../lake/read.ts';
import { parsePatient } from './parse-patient.ts';
import type { Patient } from '../../../kernels/svr/patient.ts';
import { fingerprintOf, orderPatients } from './order-patients.ts';

/** The patients under a prefix, ordered by id, with the fingerprint of the table. */
export async function readPatients(prefix: string): Promise<{ patients: Patient[]; fingerprint: string }> {
  const rows: Patient[] = [];
  for await (const row of readRows(await listKeys(prefix), 'InvalidPatient')) rows.push(parsePatient(row));
  const patients = orderPatients(rows, uri(prefix));
  return { patients, fingerprint: fingerprintOf(patients) };
}

/**
 * The patients that a run was planned on.
 * @throws Failure DataChanged if the table is not what the plan saw
 */
export async function readPlannedPatients(prefix: string, planned: string): Promise<Patient[]> {
  const { patients, fingerprint } = await readPatients(prefix);
  if (fingerprint !== planned) {
    throw new Failure(
      'DataChanged',
      `The patients under ${uri(prefix)} have the fingerprint ${fingerprint}, but the trials were planned on ${planned}. Start a new run.`,
    );
  }
  return patients;
}
