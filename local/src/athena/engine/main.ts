/** The engine's process: DuckDB and the translator behind the channel to the runtime, with which it ends. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openGrammar } from './grammar/index.ts';
import { openDatabase, spillDirectory } from './run/database.ts';
import { describe } from './run/describe.ts';
import { run } from './run/run.ts';
import type { Running } from './run/run.ts';
import type { EngineSettings, Reply, Request } from './protocol.ts';

const settings = JSON.parse(process.argv[2]!) as EngineSettings;
const database = openDatabase(settings);
const grammar = openGrammar(
  new URL('athena-grammar.js', import.meta.url),
  join(settings.home, 'athena', 'grammar'),
);
const queries = new Map<number, Running & { controller: AbortController }>();

/** An interrupt is lost when it comes before DuckDB's thread has begun the query, so it is repeated until the end. */
const interruptEveryMs = 50;
/** What interrupted queries get to remove their scratch files. */
const lastActsMs = 2000;

// Ctrl-C reaches the whole process group; the runtime decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => void end());
// Leaving by itself, the process would wait for the queries that run.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.kill(process.pid, 'SIGKILL');
});
process.on('message', (request: Request) => {
  if (request.method === 'cancel') {
    void cancel(request.id);
    return;
  }
  answer(request).then(
    (reply) => send({ id: request.id, reply }),
    (error: Error) => send({ id: request.id, defect: error.stack ?? error.message }),
  );
});

async function answer(request: Exclude<Request, { method: 'cancel' }>) {
  if (request.method === 'describe') return describe(request.params, grammar);
  const controller = new AbortController();
  const running = { controller, signal: controller.signal };
  queries.set(request.id, running);
  try {
    return await run(request.params, { settings, database: await database, grammar }, running);
  } finally {
    queries.delete(request.id);
  }
}

/** Interrupts a query; resolves when it has ended. */
async function cancel(id: number): Promise<void> {
  const running = queries.get(id);
  if (!running) return;
  running.controller.abort();
  while (queries.has(id)) {
    running.connection?.interrupt();
    await pause(interruptEveryMs);
  }
}

/** Ends the process at once: `process.exit` would wait for DuckDB's threads. */
async function end(): Promise<void> {
  await Promise.race([Promise.all([...queries.keys()].map(cancel)), pause(lastActsMs)]);
  try {
    rmSync(spillDirectory(settings), { recursive: true, force: true, maxRetries: 3 });
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}

function send(reply: Reply): void {
  // What cannot be sent nobody waits for: the channel has closed.
  if (process.connected) process.send!(reply, undefined, {}, () => undefined);
}
