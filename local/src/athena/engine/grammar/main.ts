/** The grammar's thread: the engine's own has DuckDB and the translator to start meanwhile. */
import { parentPort } from 'node:worker_threads';
import { examine } from './examine.ts';
import type { Answer, Question } from './finding.ts';

parentPort!.on('message', ({ id, sql }: Question) => parentPort!.postMessage(answer(id, sql)));

function answer(id: number, sql: string): Answer {
  try {
    return { id, finding: examine(sql) };
  } catch (error) {
    return { id, defect: (error as Error).stack ?? String(error) };
  }
}
