import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { difference } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import { athenaText } from './values.ts';

/** What the local engine's tests expect of a statement. */
interface Case {
  case: string;
  sql: string;
  columns?: string[];
  rows?: (string | null)[][];
  error?: string;
  /** Trino's own. */
  message?: string;
}

/** What Trino said of a file of cases. */
export interface Check {
  file: string;
  agreed: number;
  /** Where it gave another answer, case by case. */
  differences: string[];
}

/**
 * Asks Trino for what the local engine's tests hold for Athena's answer, file by file. Errors are not compared by their
 * codes, unless their message is given too, and not at all where the local engine refuses.
 */
export async function* checkCases(trino: Client): AsyncGenerator<Check> {
  const directory = join(projectRoot, 'local/test/fixtures/athena');
  for (const file of await readdir(directory)) {
    const { cases } = JSON.parse(await readFile(join(directory, file), 'utf8')) as { cases: Case[] };
    const differences: string[] = [];
    const asked = cases.filter(({ error }) => error !== 'NOT_SUPPORTED');
    for (const one of asked) {
      const found = await judge(one, trino);
      if (found !== undefined) differences.push(`${one.case}: ${found}`);
    }
    yield { file, agreed: asked.length - differences.length, differences };
  }
}

async function judge(
  { sql, columns = [], rows = [], error, message }: Case,
  trino: Client,
): Promise<string | undefined> {
  // The client takes the semicolon off, on Athena Athena.
  const answer = await trino.execute(sql.replace(/;$/, ''), []).catch((failure: Error) => failure);
  if (answer instanceof Error) {
    const isExpected = message ? answer.message === `${error}: ${message}` : error !== undefined;
    return isExpected ? undefined : answer.message;
  }
  if (error !== undefined) return `no error, but ${JSON.stringify(answer.rows)}`;
  const expected: Answer = {
    columns: columns.map((type, i) => ({ name: answer.columns[i]!.name, type })),
    rows: rows.map((row) => row.map((value, i) => athenaText(value ?? undefined, columns[i]!))),
    seconds: 0,
  };
  return difference(expected, answer, true);
}
