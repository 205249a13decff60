/** Files as Athena reads them, held to what Trino 435 answered of the same bytes: `npm run verify:trino` asks it of many more. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typeName } from '../../src/athena/engine/sql/types.ts';
import { readPage } from '../../src/athena/results/read-page.ts';
import { packings } from '../../../verify/trino/files/packings.ts';
import { athenaText } from '../../../verify/trino/values.ts';
import { engineUnderTest } from './engine-under-test.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

interface Recording {
  library: string;
  serde: Record<string, string>;
  parameters: Record<string, string>;
  columns: Record<string, string>;
  files: RecordedFile[];
}

interface RecordedFile {
  about: string;
  text?: string;
  base64?: string;
  rows?: (string | null)[][];
  error?: string;
}

const directory = fileURLToPath(new URL('../fixtures/lake-files/', import.meta.url));
const recordings = readdirSync(directory).map((file) => ({
  table: file.replace('.json', ''),
  recording: JSON.parse(readFileSync(join(directory, file), 'utf8')) as Recording,
}));

let subject: EngineUnderTest;
beforeAll(() => {
  subject = engineUnderTest();
});
afterAll(() => subject.end());

function put(name: string, bytes: Buffer): void {
  rmSync(join(subject.home, 's3/lake/files'), { recursive: true, force: true });
  const path = join(subject.home, 's3/lake/files', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/** The rows as sorted lines of JSON, or the failure. */
async function read({ library, serde, parameters, columns }: Recording, sql = 'SELECT * FROM files') {
  const storage = { location: 's3://lake/files/', library, parameters: serde };
  const table = {
    database: 'lake',
    name: 'files',
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    partitionKeys: [],
    storage,
    parameters,
    partitions: [],
  };
  const resultFile = join(subject.home, 'result.csv');
  const outcome = await subject.engine.run({
    sql,
    parameters: [],
    database: 'lake',
    tables: [table],
    resultFile,
  });
  if (outcome.kind !== 'succeeded') return outcome;
  const types = outcome.result.columns.map(({ type }) => typeName(type));
  const [, ...rows] = (await readPage(resultFile, 0, 1000)).rows;
  return sorted(
    rows.map((row) => row.Data!.map(({ VarCharValue }, i) => athenaText(VarCharValue, types[i]!))),
  );
}

const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();

describe.each(recordings)('$table', ({ recording }) => {
  // An array as a row is read by position, of what the query happens to ask for: the local engine refuses it.
  const files = recording.files.filter(({ about, error }) => !about.startsWith('[') || error !== undefined);
  test.each(files)('$about', async ({ text, base64, rows, error }) => {
    put('data', text === undefined ? Buffer.from(base64!, 'base64') : Buffer.from(text));
    const found = await read(recording);
    if (error === undefined) expect(found).toEqual(sorted(rows!));
    else expect(found).toMatchObject({ kind: 'failed', code: error });
  });
});

/** What Trino answers, but where the local engine refuses. */
const packed: Record<string, 'read' | 'empty' | { code: string; says: string }> = {
  plain: 'read',
  'named .gz, plain': { code: 'HIVE_CANNOT_OPEN_SPLIT', says: 'Not in GZIP format' },
  gzip: 'read',
  'gzip in two members': 'read',
  'gzip with zeros behind': 'read',
  'gzip with a member behind zeros': {
    code: 'HIVE_CURSOR_ERROR',
    says: 'other bytes follow the end of its gzip',
  },
  'gzip with other bytes behind': {
    code: 'HIVE_CURSOR_ERROR',
    says: 'other bytes follow the end of its gzip',
  },
  'gzip with half a member behind': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip breaks off' },
  'gzip that breaks off': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip breaks off' },
  'gzip without its end': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip breaks off' },
  'gzip with half its end': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip breaks off' },
  'gzip with another byte': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip is damaged' },
  'gzip with another checksum': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip is damaged' },
  'gzip with another length': { code: 'HIVE_CURSOR_ERROR', says: 'its gzip is damaged' },
  'gzip of nothing': 'empty',
  'no bytes, named .gz': 'empty',
  'no bytes': 'empty',
  'gzip named .GZ': { code: 'NOT_SUPPORTED', says: 'Name it *.gz' },
  'gzip without suffix': { code: 'NOT_SUPPORTED', says: 'Name it *.gz' },
  'gzip with a suffix more': { code: 'NOT_SUPPORTED', says: 'Name it *.gz' },
  'named .bz2': { code: 'NOT_SUPPORTED', says: 'files named *.bz2' },
  'named .zst': { code: 'NOT_SUPPORTED', says: 'files named *.zst' },
  'named .snappy': { code: 'NOT_SUPPORTED', says: 'files named *.snappy' },
  'named .lz4': { code: 'NOT_SUPPORTED', says: 'files named *.lz4' },
  'named .deflate': { code: 'NOT_SUPPORTED', says: 'files named *.deflate' },
  'hidden by _': 'empty',
  'hidden by a point': 'empty',
};
const lines = Array.from({ length: 20_000 }, (_, i) => `${i},name ${i * 7919}`);
const csv: Recording = {
  ...recordings.find(({ table }) => table === 'csv')!.recording,
  columns: { a: 'string', b: 'string' },
};
const files = packings(Buffer.from(`${lines.join('\n')}\n`));

test('every packing has its answer', () => expect(Object.keys(files)).toEqual(Object.keys(packed)));

// The second query needs no column, and the gzip is checked all the same.
const counts = ['SELECT COUNT(DISTINCT b) FROM files', 'SELECT COUNT(*) FROM files'];

test.each(Object.entries(packed))('a file: %s', async (about, expected) => {
  const { name, bytes } = files[about]!;
  put(name, bytes);
  for (const sql of counts) {
    const found = await read(csv, sql);
    if (typeof expected === 'string') {
      expect(found).toEqual([expected === 'read' ? `["${lines.length}"]` : '["0"]']);
      continue;
    }
    const { code, message } = found as { code: string; message: string };
    expect(code).toBe(expected.code);
    expect(message).toContain(expected.says);
    expect(message).toContain(`s3://lake/files/${name}`);
    expect(message).not.toContain(subject.home);
  }
});
