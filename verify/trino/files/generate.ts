import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { jsonLines, oddJsonLines } from './json-lines.ts';
import { lineations, packings } from './packings.ts';
import type { Packed } from './packings.ts';
import { shapes } from './shapes.ts';
import { escapedLines, quotedLines, textLines } from './text-lines.ts';

/** A file that is the whole content of a table. */
export interface GeneratedFile extends Packed {
  table: string;
  /** What is odd about it. */
  about: string;
}

/** So many lines are one file, as long as none of them ends the query. */
const linesPerFile = 400;

/** Files for each table: the same ones for the same seed. */
export function* generateFiles(seed: number): Generator<GeneratedFile> {
  const random = xoroshiro128plus(seed);
  const next = (below: number) => uniformInt(random, 0, below - 1);
  for (const table of Object.keys(shapes)) {
    const lines = linesOf(table, next);
    yield* inFiles(table, lines);
    const some = Array.from({ length: 12 }, () => lines.sound[next(lines.sound.length)]!);
    for (const [about, bytes] of Object.entries(lineations(some)))
      yield { table, about, name: 'data', bytes };
  }
  for (const table of ['files_openx', 'files_text', 'files_csv']) {
    const text = Buffer.from(`${linesOf(table, next).sound.slice(0, 300).join('\n')}\n`);
    for (const [about, packed] of Object.entries(packings(text))) yield { table, about, ...packed };
  }
}

interface Lines {
  /** None of them ends the query. */
  sound: string[];
  /** Any of them may. */
  risky: string[];
}

function* inFiles(table: string, { sound, risky }: Lines): Generator<GeneratedFile> {
  for (let at = 0; at < sound.length; at += linesPerFile) {
    const part = sound.slice(at, at + linesPerFile);
    yield { table, about: `lines from ${at + 1}`, name: 'data', bytes: Buffer.from(`${part.join('\n')}\n`) };
  }
  for (const line of risky) yield { table, about: line, name: 'data', bytes: Buffer.from(`${line}\n`) };
}

function linesOf(table: string, next: (below: number) => number): Lines {
  const { columns, serde } = shapes[table]!;
  const names = Object.keys(columns);
  if (table === 'files_hive_json') return hiveLines(names, next);
  if (table.startsWith('files_openx')) return openXLines(table, names, next);
  if (table.startsWith('files_csv')) return { sound: quotedLines(1500, next), risky: [] };
  const delimiter = table === 'files_text_numbered' ? '|' : (serde['field.delim'] ?? '\x01');
  const lines = textLines(names.length, delimiter);
  const escape = serde['escape.delim'];
  return { sound: escape ? [...lines, ...escapedLines(600, escape, delimiter, next)] : lines, risky: [] };
}

/** What may end the query is asked for line by line, and so only some of it. */
function openXLines(table: string, names: string[], next: (below: number) => number): Lines {
  const odd = oddJsonLines(names);
  const lines = [...jsonLines(names, false), ...odd];
  const isRisky = (line: string) => odd.slice(0, 70).includes(line);
  const structures = lines.filter((line) => /:[[{]/.test(line));
  const risky = [
    ...lines.filter(isRisky),
    ...structures.filter(() => table === 'files_openx' || next(4) === 0),
  ];
  const set = new Set(risky);
  return { sound: lines.filter((line) => !set.has(line)), risky };
}

/** Hive's reader ends the query at all that it does not take. */
function hiveLines(names: string[], next: (below: number) => number): Lines {
  const lines = [...jsonLines(names, true), ...oddJsonLines(names)];
  const texts = new Set(names.filter((name) => ['name', 'short', 'flag', 'dec', 'names'].includes(name)));
  const isSound = (line: string) => [...texts].some((name) => line.startsWith(`{"id":1,"${name}":"`));
  const risky = lines.filter((line) => !isSound(line));
  const sound = lines.filter((line) => isSound(line) && !/"(dec|names)"/.test(line) && !/\\q|\t/.test(line));
  return { sound, risky: risky.filter((_, i) => next(9) === 0 || risky.length - i < 40) };
}
