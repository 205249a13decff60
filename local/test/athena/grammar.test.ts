/** What the engine's grammar keeps of a query over the end of its process. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEngine } from '../../src/athena/index.ts';
import { openGrammar } from '../../src/athena/engine/grammar/index.ts';
import { program } from './engine-under-test.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nocturne-grammar-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const accepted = () => join(directory, 'athena', 'grammar');

/** A grammar that takes what does not begin with "bad", writes down what it is asked, and ends with its first answer. */
function bundle(): URL {
  const path = join(directory, 'grammar.mjs');
  const asked = JSON.stringify(join(directory, 'asked'));
  const text = `import { appendFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    parentPort.once('message', ({ id, sql }) => {
      appendFileSync(${asked}, sql + '\\n');
      parentPort.postMessage({ id, finding: sql.startsWith('bad') ? { kind: 'unparsable', message: sql } : undefined });
      parentPort.close();
    });`;
  if (!existsSync(path)) writeFileSync(path, text);
  return pathToFileURL(path);
}

/** Asks as a new process would. */
const examine = (sql: string) => openGrammar(bundle(), accepted()).examine(sql);

const asked = () => readFileSync(join(directory, 'asked'), 'utf8').trimEnd().split('\n');

test('what was accepted once is not examined again', async () => {
  for (const sql of ['good', 'good', 'good too', 'good']) expect(await examine(sql)).toBeUndefined();
  expect(asked()).toEqual(['good', 'good too']);
});

test('what has a finding is examined each time', async () => {
  for (let time = 0; time < 2; time++) expect(await examine('bad')).toMatchObject({ message: 'bad' });
  expect(asked()).toEqual(['bad', 'bad']);
  expect(existsSync(accepted())).toBe(false);
});

test('another grammar examines all anew', async () => {
  await examine('good');
  writeFileSync(bundle(), `${readFileSync(bundle(), 'utf8')}\n// changed`);
  await examine('good');
  expect(asked()).toEqual(['good', 'good']);
});

test('damage costs time only', async () => {
  await examine('good');
  for (const name of readdirSync(accepted())) rmSync(join(accepted(), name));
  writeFileSync(join(accepted(), 'good'), 'good');
  expect(await examine('good')).toBeUndefined();
  rmSync(accepted(), { recursive: true });
  writeFileSync(accepted(), 'no directory');
  expect(await examine('good')).toBeUndefined();
  expect(await examine('bad')).toBeDefined();
  expect(asked()).toEqual(['good', 'good', 'good', 'bad']);
});

test('only so many are kept', async () => {
  mkdirSync(accepted(), { recursive: true });
  for (let count = 0; count < 1000; count++) writeFileSync(join(accepted(), String(count)), '');
  await examine('good');
  expect(readdirSync(accepted())).toHaveLength(1000);
  await examine('good');
  expect(asked()).toEqual(['good']);
});

test("UNLOAD's folder and what follows a query do not matter, the query does", async () => {
  const engine = startEngine({ home: directory, program });
  const count = async (sql: string) => {
    await engine.describe({ sql, parameters: [] });
    return readdirSync(join(directory, 'athena', 'grammar')).length;
  };
  const unload = (folder: string) =>
    `UNLOAD (SELECT a FROM t) TO 's3://b/${folder}/' WITH (format = 'PARQUET')`;
  try {
    expect(await count(unload('one'))).toBe(1);
    expect(await count(unload('another'))).toBe(1);
    expect(await count('SELECT max(max(a)) FROM t')).toBe(1);
    expect(await count('SELECT FROM t')).toBe(1);
    expect(await count('SELECT b FROM t')).toBe(2);
  } finally {
    await engine.close();
  }
});
