import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFolder } from '../../../cli/aws/objects.ts';
import { tableLocation } from '../../../cli/aws/tables.ts';
import { difference } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { askLocally } from '../local-engine.ts';
import type { Subject } from '../verify.ts';
import { generateFiles } from './generate.ts';
import type { GeneratedFile } from './generate.ts';

/** What became of the files of a table. */
export interface FileCheck {
  table: string;
  files: number;
  /** Those that both engines read, cell by cell the same, or both refuse. */
  agreed: number;
  cells: number;
  /** What the local engine refuses and Trino reads, and why. */
  refused: string[];
  /** What they read differently, or only the local engine reads. */
  differences: string[];
}

const seed = 1;

/** Reads each generated file with both engines, table by table. */
export async function* compareFiles(subject: Subject): AsyncGenerator<FileCheck> {
  let check: FileCheck | undefined;
  for (const file of generateFiles(seed)) {
    if (check && check.table !== file.table) yield check;
    if (check?.table !== file.table) {
      check = { table: file.table, files: 0, agreed: 0, cells: 0, refused: [], differences: [] };
    }
    await compareFile(subject, file, check);
  }
  if (check) yield check;
}

async function compareFile(subject: Subject, { table, about, name, bytes }: GeneratedFile, check: FileCheck) {
  const path = join(subject.directory, 'generated');
  await writeFile(path, bytes);
  await replaceFolder(subject.session, await tableLocation(subject.session, table), name, path);
  const sql = `SELECT * FROM ${table}`;
  const [ours, theirs] = await Promise.all([
    settled(askLocally(subject.session, { sql, parameters: [], ordered: false }, subject.signal)),
    settled(subject.trino.execute(sql, [])),
  ]);
  subject.signal.throwIfAborted();
  check.files++;
  if (ours instanceof Error && theirs instanceof Error) check.agreed++;
  else if (ours instanceof Error) check.refused.push(`${about}: ${ours.message}`);
  else if (theirs instanceof Error) check.differences.push(`${about}: Trino refuses it: ${theirs.message}`);
  else {
    check.cells += ours.rows.length * ours.columns.length;
    const found = difference(ours, theirs, false);
    if (found === undefined) check.agreed++;
    else check.differences.push(`${about}: ${found}`);
  }
}

const settled = (answer: Promise<Answer>) => answer.catch((error: Error) => error);
