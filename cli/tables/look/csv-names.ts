import { csvProblem, csvRecords } from '../../import/rows/csv-rows.ts';
import { readLines } from '../../import/files/read-lines.ts';
import type { TextForm } from './text-form.ts';

/** The names in a CSV file's header, or `column_1`, … where it has none. */
export async function csvNames(
  file: string,
  encoding: string | undefined,
  form: TextForm,
): Promise<{ names: string[]; line?: number; problem?: string }> {
  try {
    return await namesIn(file, encoding, form);
  } catch (error) {
    const { line, problem } = csvProblem(error, form);
    return { names: [], line, problem: problem.text };
  }
}

async function namesIn(
  file: string,
  encoding: string | undefined,
  form: TextForm,
): Promise<{ names: string[]; problem?: string }> {
  for await (const { cells } of csvRecords(readLines(file, encoding), form)) {
    if (!form.header) return { names: cells.map((_, i) => `column_${i + 1}`) };
    const unnamed = cells.findIndex((cell) => cell.trim() === '');
    if (unnamed >= 0)
      return { names: [], problem: `the header has no name for column ${unnamed + 1}: give it one` };
    const twice = cells.find((cell, i) => cells.indexOf(cell) < i);
    if (twice !== undefined)
      return { names: [], problem: `the header has ${JSON.stringify(twice)} twice: rename one of them` };
    return { names: cells };
  }
  return { names: [] };
}
