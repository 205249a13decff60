import { Worker } from 'node:worker_threads';
import type { Answer, Finding, Question } from './finding.ts';

/** The thread that examines queries. */
export interface Thread {
  examine(sql: string): Promise<Finding | undefined>;
}

/** @param program the bundle of main.ts */
export function startThread(program: URL): Thread {
  const worker = new Worker(program);
  worker.unref();
  const pending = new Map<number, { resolve: (finding?: Finding) => void; reject: (error: Error) => void }>();
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
  return {
    examine(sql) {
      const question: Question = { id: ++lastId, sql };
      worker.postMessage(question);
      return new Promise((resolve, reject) => pending.set(question.id, { resolve, reject }));
    },
  };
}
