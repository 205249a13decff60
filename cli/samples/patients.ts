import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../paths.ts';

/** The rows of `lake/samples/diabetes.csv` as rows of `bronze_patients`, numbered from 0, split as `diabetes-test-rows.json` says. */
export async function readPatients(): Promise<Record<string, unknown>[]> {
  const table = await readFile(join(projectRoot, 'lake/samples/diabetes.csv'));
  const split = JSON.parse(
    await readFile(join(projectRoot, 'lake/samples/diabetes-test-rows.json'), 'utf8'),
  ) as {
    test_rows: number[];
  };
  const testRows = new Set(split.test_rows);
  const rows: Record<string, string>[] = parse(table, { columns: true });
  return rows.map(({ target, ...features }, i) => ({
    patient_id: i,
    ...Object.fromEntries(Object.entries(features).map(([name, text]) => [name, Number(text)])),
    y_true: Number(target),
    is_train: !testRows.has(i),
  }));
}
