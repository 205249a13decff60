/** Athena's SQL, case by case: the statement, and the column types and rows, or the error, that Athena gives. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../../src/athena/engine/index.ts';
import { typeName } from '../../src/athena/engine/sql/types.ts';
import { readPage } from '../../src/athena/results/read-page.ts';
import { engineUnderTest } from './engine-under-test.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

interface Case {
  case: string;
  sql: string;
  columns?: string[];
  names?: string[];
  rows?: (string | null)[][];
  error?: string;
  /** The error's whole message, where it is Trino's own. */
  message?: string;
}

const directory = fileURLToPath(new URL('../fixtures/athena/', import.meta.url));
const groups = readdirSync(directory).map((file) => ({
  group: file.replace('.json', ''),
  cases: (JSON.parse(readFileSync(join(directory, file), 'utf8')) as { cases: Case[] }).cases,
}));

let subject: EngineUnderTest;
beforeAll(() => {
  subject = engineUnderTest();
});
afterAll(() => subject.end());

describe.each(groups)('$group', ({ cases }) => {
  test.each(cases)('$case', async ({ sql, columns, names, rows, error, message }) => {
    const resultFile = join(subject.home, 'result.csv');
    const statement = { sql, parameters: [], database: 'lake', tables: [], resultFile };
    const outcome = await subject.engine.run(statement);
    if (error) {
      expect(outcome).toMatchObject({ kind: 'failed', code: error, ...(message && { message }) });
      return;
    }
    const result = resultOf(outcome);
    expect(result.columns.map(({ type }) => typeName(type))).toEqual(columns);
    const [header, ...found] = await rowsOf(resultFile);
    expect(found).toEqual(rows);
    expect(result.rows).toBe(rows!.length);
    if (names) expect(header).toEqual(names);
  });
});

function resultOf(outcome: Outcome) {
  if (outcome.kind === 'succeeded') return outcome.result;
  throw new Error(`The statement did not succeed: ${JSON.stringify(outcome)}`);
}

async function rowsOf(file: string): Promise<(string | null)[][]> {
  const { rows } = await readPage(file, 0, 1000);
  return rows.map((row) => row.Data!.map(({ VarCharValue }) => VarCharValue ?? null));
}
