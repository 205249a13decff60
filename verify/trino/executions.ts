import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMachine } from '../../cli/aws/machines.ts';
import type { Session } from '../../cli/session.ts';
import type { QueryRecord } from '../../local/src/athena/queries/record.ts';

/** A query as a machine ran it. */
export interface MachineQuery {
  statement: string;
  parameters: string[];
  seconds: number;
}

/**
 * Runs a machine to its end, whichever that is: bad data end in a named failure, after the queries that found them.
 * @param home of the local runtime, which keeps each query there
 * @returns the queries that it ran
 * @throws Error when it ran none
 */
export async function queriesOf(
  session: Session,
  home: string,
  machine: string,
  input: object,
  signal: AbortSignal,
): Promise<MachineQuery[]> {
  const before = new Set(await recordFiles(home));
  const sfn = await session.clients.sfn();
  const stateMachineArn = await findMachine(session, machine);
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  for (;;) {
    const { status, error, cause } = await sfn.describeExecution({ executionArn });
    if (status !== 'RUNNING') {
      const files = (await recordFiles(home)).filter((file) => !before.has(file));
      if (files.length === 0) throw new Error(`${machine} ran no query. ${error}: ${cause}`);
      return Promise.all(files.map((file) => read(join(home, 'athena', file))));
    }
    await sleep(100, undefined, { signal });
  }
}

async function recordFiles(home: string): Promise<string[]> {
  const files = await readdir(join(home, 'athena')).catch(() => []);
  return files.filter((file) => file.endsWith('.json'));
}

/** Those that did not succeed are compared all the same, and fail again. */
async function read(file: string): Promise<MachineQuery> {
  const { execution } = JSON.parse(await readFile(file, 'utf8')) as QueryRecord;
  return {
    statement: execution.Query!,
    parameters: execution.ExecutionParameters ?? [],
    seconds: (execution.Statistics?.EngineExecutionTimeInMillis ?? 0) / 1000,
  };
}
