import { stat } from 'node:fs/promises';
import { CommandFailure } from '../../failure.ts';
import { readLines } from '../../import/files/read-lines.ts';
import { isParquet } from '../../import/rows/rows-of.ts';
import { ColumnFacts } from './column-facts.ts';
import { encodingOf } from './encoding.ts';
import { recordsOf } from './records-of.ts';
import type { Records } from './records-of.ts';
import type { TextForm } from './text-form.ts';
import { textForm } from './text-form.ts';

/** What a file is, read from its first byte to its last. */
export interface Look {
  file: string;
  kind: 'csv' | 'json' | 'parquet';
  /** Undefined for UTF-8, and where a mark says it. */
  encoding: string | undefined;
  form: TextForm | undefined;
  rows: number;
  columns: ColumnFacts[];
  /** The first rows, as text. */
  first: (string | null)[][];
  records: Records;
}

const firstRows = 3;
/** How much of a text its form is taken from. */
const headBytes = 256 * 1024;

/**
 * Looks at a whole file.
 * @throws CommandFailure WrongFile, BadRow or UnreadableFile, naming the place
 */
export async function lookAtFile(file: string): Promise<Look> {
  await checkReadable(file);
  const kind = isParquet(file) ? 'parquet' : 'text';
  const encoding = kind === 'parquet' ? undefined : await encodingOf(file);
  const head = kind === 'parquet' ? '' : await headOf(file, encoding);
  const isJson = /^\ufeff?\s*(\{\s*(["}]|$)|\[\s*(\{|\]|$))/.test(
    head.split('\n').find((line) => line.trim()) ?? '',
  );
  const form = kind === 'parquet' || isJson ? undefined : await textForm(head);
  const records = recordsOf(file, encoding, form);
  const look: Look = {
    file,
    kind: kind === 'parquet' ? kind : isJson ? 'json' : 'csv',
    encoding,
    form,
    rows: 0,
    columns: [],
    first: [],
    records,
  };
  await gather(look);
  return look;
}

async function gather(look: Look): Promise<void> {
  const { file, records } = look;
  const facts = new Map<string, ColumnFacts>();
  for await (const { line, names, values, problem } of records()) {
    if (problem !== undefined) throw badRow(file, line, problem);
    for (const name of names) if (!facts.has(name)) facts.set(name, new ColumnFacts(name));
    look.rows++;
    // A key of JSON that a row leaves out has no value there.
    for (const [name, each] of facts) each.add(values.get(name) ?? null, line);
    if (look.first.length < firstRows)
      look.first.push([...facts.keys()].map((name) => values.get(name) ?? null));
  }
  look.columns = [...facts.values()];
  if (look.rows === 0) throw unusable(file, 'has no rows, so its columns show nothing');
}

async function headOf(file: string, encoding?: string): Promise<string> {
  const lines: string[] = [];
  let size = 0;
  for await (const line of readLines(file, encoding)) {
    lines.push(line.toString().replace(/\r$/, ''));
    size += line.length;
    if (size > headBytes) break;
  }
  return lines.join('\n').replace(/^\ufeff/, '');
}

async function checkReadable(file: string): Promise<void> {
  if (file === '-') throw unusable('Standard input', 'can be read once only: give a file');
  const found = await stat(file).catch(() => undefined);
  if (!found) throw unusable(file, 'cannot be read: there is no such file');
  if (found.isDirectory())
    throw unusable(file, 'is a folder: give one file of it, then import the others with --append');
}

const nothing = 'Nothing was written or imported.';
const unusable = (file: string, words: string) =>
  new CommandFailure('WrongFile', `${file} ${words}. ${nothing}`);
const badRow = (file: string, line: number, problem: string) =>
  new CommandFailure(
    'BadRow',
    `${file}, line ${line}: ${problem}. ${nothing} Correct the file and add it again.`,
  );
