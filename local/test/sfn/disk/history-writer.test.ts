import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyFile, openHistory } from '../../../src/sfn/disk/history-writer.ts';
import type { HistoryWriter } from '../../../src/sfn/disk/history-writer.ts';

let directory: string;
let history: HistoryWriter;
let time: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nocturne-history-'));
  time = 1000;
  history = openHistory(directory, () => new Date(time++));
});
afterEach(() => {
  history.close();
  rmSync(directory, { recursive: true });
});

const lines = () => readFileSync(historyFile(directory), 'utf8').split('\n').slice(0, -1);
const enter = (name: string) =>
  history.append({ type: 'PassStateEntered', stateEnteredEventDetails: { name, input: '{}' } }, 0);

test('what happens before anybody waits is written together, at one time', async () => {
  enter('A');
  await Promise.resolve();
  enter('B');
  expect(lines()).toEqual([]);
  await history.written();
  const known = [1, 2].map((id) => [id, 0, 1000, 'PassStateEntered']);
  expect(lines().map((line) => (JSON.parse(line) as unknown[]).slice(0, 4))).toEqual(known);
});

test('what comes after the write is written on its own', async () => {
  enter('A');
  await history.written();
  enter('B');
  await history.written();
  expect(lines().map((line) => (JSON.parse(line) as unknown[])[2])).toEqual([1000, 1001]);
});

test('a flow that waits for nothing is on disk as it goes', () => {
  for (let i = 0; i < 2000; i++) enter('A');
  expect(lines().length).toBeGreaterThan(1000);
});

test('the close writes what was added, and after it nothing is', async () => {
  enter('A');
  history.close();
  expect(lines()).toHaveLength(1);
  expect(enter('B')).toBe(1);
  await history.written();
  expect(lines()).toHaveLength(1);
  history = openHistory(directory, () => new Date(time), 1);
  expect(enter('C')).toBe(2);
});
