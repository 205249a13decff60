import { Worker } from 'node:worker_threads';
import type { Answer, Finding, Question } from './finding.ts';

/** Trino's grammar, and what its analysis finds in a text alone. */
export interface Grammar {
  /** @returns why Athena does not run the query; undefined when nothing is found */
  examine(sql: string): Promise<Finding | undefined>;
}

/** How many statements' findings are kept: each is asked for when it is started, and again when it runs. */
const keptFindings = 1000;

/** @param program the bundle of main.ts */
export function openGrammar(program: URL): Grammar {
  const worker = new Worker(program);
  worker.unref();
  const pending = new Map<number, { resolve: (finding?: Finding) => void; reject: (error: Error) => void }>();
  const findings = new Map<string, Promise<Finding | undefined>>();
  let lastId = 0;
  worker.on('message', (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if ('defect' in answer) waiting?.reject(new Error(answer.defect));
    else waiting?.resolve(answer.finding);
  });
  worker.on('error', (error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  });
  const ask = (sql: string) => {
    const question: Question = { id: ++lastId, sql };
    const finding = new Promise<Finding | undefined>((resolve, reject) =>
      pending.set(question.id, { resolve, reject }),
    );
    worker.postMessage(question);
    return finding;
  };
  return {
    examine(sql) {
      const finding = findings.get(sql) ?? ask(sql);
      findings.delete(sql);
      findings.set(sql, finding);
      if (findings.size > keptFindings) findings.delete(findings.keys().next().value!);
      return finding;
    },
  };
}
