import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  dropUnfinishedLine,
  isLineBoundary,
  readLines,
  readLinesBackwards,
} from '../../../src/sfn/disk/lines.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lines-'));
  path = join(directory, 'lines');
});
afterEach(() => rmSync(directory, { recursive: true }));

// Some longer than the 64 KiB that are read at once, so that a line's bytes and a character's come in two chunks.
const lines = Array.from({ length: 50 }, (_, i) => `${i}:${'ä€😀'.repeat((i * 977) % 9_001)}`);

test.each([1, 3, 7, 50, 1000])('forwards in pages of %d, every line comes once and in order', (count) => {
  writeFileSync(path, lines.map((line) => line + '\n').join(''));
  const read: string[] = [];
  for (let start: number | undefined = 0; start !== undefined;) {
    const page = readLines(path, start, count);
    expect(page.lines.length).toBeLessThanOrEqual(count);
    read.push(...page.lines);
    start = page.next;
  }
  expect(read).toEqual(lines);
});

test.each([1, 3, 7, 50, 1000])('backwards in pages of %d, every line comes once and in reverse', (count) => {
  writeFileSync(path, lines.map((line) => line + '\n').join(''));
  const read: string[] = [];
  let end: number | undefined;
  do {
    const page = readLinesBackwards(path, end, count);
    read.push(...page.lines);
    end = page.next;
  } while (end !== undefined);
  expect(read).toEqual(lines.toReversed());
});

test('an empty file has no lines', () => {
  writeFileSync(path, '');
  expect(readLines(path, 0, 5)).toEqual({ lines: [] });
  expect(readLinesBackwards(path, undefined, 5)).toEqual({ lines: [] });
});

test('a line without its end is none, and can be cut off', () => {
  writeFileSync(path, 'a\nbé\nunfin');
  expect(readLines(path, 0, 5).lines).toEqual(['a', 'bé']);
  expect(readLinesBackwards(path, undefined, 5).lines).toEqual(['bé', 'a']);
  dropUnfinishedLine(path);
  appendFileSync(path, 'c\n');
  expect(readLines(path, 0, 5).lines).toEqual(['a', 'bé', 'c']);
  dropUnfinishedLine(path);
  expect(readLines(path, 0, 5).lines).toHaveLength(3);
});

test('lines begin at 0, after each newline, and at the end', () => {
  writeFileSync(path, 'a\nbc\n');
  expect([-1, 0, 1, 2, 3, 4, 5, 6].filter((position) => isLineBoundary(path, position))).toEqual([0, 2, 5]);
});
