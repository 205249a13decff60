/** The engine's process: when it runs, and what happens when it does not. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEngine } from '../../src/athena/index.ts';
import { EngineEnded, engineFlags } from '../../src/athena/engine/index.ts';
import { engineUnderTest, program } from './engine-under-test.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

let subject: EngineUnderTest;
beforeEach(() => {
  subject = engineUnderTest();
});
afterEach(() => subject.end());

const endless =
  'SELECT COUNT(*) FROM UNNEST(SEQUENCE(1, 10000)) AS a (x) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS b (y) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS c (z) WHERE x * y % 7 = z';

const request = (sql: string) => ({
  sql,
  parameters: [],
  database: 'lake',
  tables: [],
  resultFile: join(subject.home, 'result.csv'),
});

/** The processes of this test that run the engine. */
function enginePids(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(subject.home) && line.includes(program))
    .map((line) => parseInt(line));
}

test('it starts with the first statement and ends with close', async () => {
  expect(enginePids()).toEqual([]);
  expect(await subject.engine.describe({ sql: 'SELECT a FROM t', parameters: [] })).toEqual({
    kind: 'query',
    tables: [{ name: 't' }],
  });
  expect(enginePids()).toHaveLength(1);
  await subject.engine.close();
  expect(enginePids()).toEqual([]);
});

test('close ends it with a query in the middle, and leaves no scratch files', async () => {
  const running = subject.engine.run(request(endless)).catch((error: unknown) => error);
  await subject.engine.describe({ sql: 'SELECT 1', parameters: [] });
  await subject.engine.close();
  expect(enginePids()).toEqual([]);
  expect(await running).toBeInstanceOf(EngineEnded);
  expect(readdirSync(join(subject.home, 'tmp'))).toEqual([]);
});

test('when it dies its queries fail, and the next statement starts it again', async () => {
  const running = subject.engine.run(request(endless));
  await subject.engine.describe({ sql: 'SELECT 1', parameters: [] });
  process.kill(enginePids()[0]!, 'SIGKILL');
  await expect(running).rejects.toThrow(EngineEnded);
  expect(await subject.engine.run(request('SELECT 1'))).toMatchObject({ kind: 'succeeded' });
});

const scratchFiles = () => readdirSync(subject.home, { recursive: true, encoding: 'utf8' });

test('an error that nobody catches ends it, with a query in the middle', async () => {
  const settings = JSON.stringify({ home: subject.home, memoryLimit: '100MB' });
  const child = fork(program, [settings], { execArgv: engineFlags, silent: true });
  child.send({ id: 1, method: 'run', params: request(endless) });
  while (!scratchFiles().some((file) => file.includes('result-'))) await sleep(20);
  // What is sent last is read when the query has been handed to DuckDB.
  child.send({ id: 2, method: 'describe', params: { sql: 'SELECT 1', parameters: [] } });
  await once(child, 'message');
  child.send(null as never);
  await once(child, 'exit');
  expect(enginePids()).toEqual([]);
});

test('a query ends soon after its signal', async () => {
  const stop = new AbortController();
  const running = subject.engine.run(request(endless), stop.signal);
  await subject.engine.describe({ sql: 'SELECT 1', parameters: [] });
  stop.abort();
  expect(await running).toEqual({ kind: 'interrupted' });
});

test('what does not fit in memory goes to disk, or fails by name', async () => {
  const small = startEngine({ home: subject.home, program, memoryLimit: '30MB' });
  const sql =
    'SELECT CARDINALITY(ARRAY_AGG(1000 * m + n)) FROM UNNEST(SEQUENCE(0, 7999)) AS a (m) CROSS JOIN UNNEST(SEQUENCE(1, 1000)) AS b (n)';
  const outcome = await small.run(request(sql));
  expect(outcome).toMatchObject({ kind: 'failed', code: 'EXCEEDED_LOCAL_MEMORY_LIMIT' });
  expect(await small.run(request('SELECT 1'))).toMatchObject({ kind: 'succeeded' });
  await small.close();
});

test('the tables that a statement names, without its WITH queries', async () => {
  const sql =
    'WITH a AS (SELECT * FROM a), c AS (SELECT * FROM a) SELECT (SELECT 1 FROM d) FROM c JOIN other.A AS x ON c.t = x.t';
  expect(await subject.engine.describe({ sql, parameters: [] })).toEqual({
    kind: 'query',
    tables: [{ name: 'a' }, { name: 'd' }, { name: 'a', database: 'other' }],
  });
});
