import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN } from '@aws-sdk/client-sfn';
import type { Measured } from '../../kernels/cost/measured.ts';
import { measure } from '../process.ts';
import { projectRoot } from '../../cli/paths.ts';
import { fit } from './least-squares.ts';
import type { Sample } from './least-squares.ts';

const repeats = 3;

export type Payload = Record<string, unknown>;

/** An event that a function got. */
export interface FunctionEvent {
  /** Without project and stage. */
  name: string;
  payload: Payload;
}

/** What of the machines' outputs matters here. */
export interface Output {
  run: string;
  eps?: number;
  trials?: number;
  pairs?: number;
}

export function createClients(endpoint: string) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { sfn: new SFN(config), lambda: new Lambda(config) };
}

export async function runMachine(sfn: SFN, machine: string, input: object) {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${machine}`;
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  for (;;) {
    const { status, output, cause } = await sfn.describeExecution({ executionArn });
    if (status === 'SUCCEEDED') return { executionArn: executionArn!, output: JSON.parse(output!) as Output };
    if (status !== 'RUNNING') throw new Error(`${machine} ended as ${status}: ${cause}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The functions' names and events of an execution and of the children of its Map. */
export async function eventsOf(sfn: SFN, executionArn: string): Promise<FunctionEvent[]> {
  const { events } = await sfn.getExecutionHistory({ executionArn, maxResults: 1000 });
  const found: FunctionEvent[] = [];
  for (const { type, taskScheduledEventDetails: task, mapRunStartedEventDetails: map } of events!) {
    if (type === 'TaskScheduled' && task!.resourceType === 'lambda') {
      const { FunctionName, Payload } = JSON.parse(task!.parameters!) as {
        FunctionName: string;
        Payload: Payload;
      };
      found.push({ name: FunctionName.replace(/^nocturne-dev-/, ''), payload: Payload });
    }
    if (type !== 'MapRunStarted') continue;
    const { executions } = await sfn.listExecutions({ mapRunArn: map!.mapRunArn, maxResults: 1000 });
    for (const child of executions!) found.push(...(await eventsOf(sfn, child.executionArn!)));
  }
  return found;
}

/**
 * The fewest seconds of CPU that an event has taken: on a busy machine, time on the clock would count the others' work.
 * @param server process id of the runtime, whose children the functions' environments are
 */
export async function invokeAlone(
  lambda: Lambda,
  server: number,
  name: string,
  payload: Payload,
): Promise<number> {
  // Under another run's name the champion is evaluated again, as it is every night.
  const event = name === 'promote-model' ? { ...payload, run: 'measured' } : payload;
  const request = {
    FunctionName: `nocturne-dev-${name}`,
    Payload: JSON.stringify(event),
    LogType: 'Tail' as const,
  };
  const seconds: number[] = [];
  // The first may start an environment, which is not to be counted.
  for (let i = 0; i <= repeats; i++) {
    const before = cpuSeconds(server);
    const { LogResult, FunctionError } = await lambda.invoke(request);
    if (FunctionError) throw new Error(`${name} failed: ${Buffer.from(LogResult!, 'base64').toString()}`);
    if (i > 0) seconds.push(cpuSeconds(server) - before);
  }
  return Math.max(tick, Math.min(...seconds));
}

/** Linux counts CPU in hundredths of a second: less than one is taken for one. */
const tick = 0.01;

/** Of all environments, by Linux's accounting in hundredths of a second; those that are idle add nothing. */
function cpuSeconds(server: number): number {
  const environments = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isEnvironment(pid, server));
  return environments.reduce((sum, pid) => {
    const [user, system] = statOf(pid).slice(11, 13).map(Number);
    return sum + (user! + system!) * tick;
  }, 0);
}

function isEnvironment(pid: string, server: number): boolean {
  return statOf(pid)[1] === String(server) && readProc(`${pid}/cmdline`).includes('lambda-host');
}

/** The fields after the process's name: state, parent, … */
function statOf(pid: string): string[] {
  const stat = readProc(`${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Empty for a process that has ended meanwhile. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** The fewest seconds of CPU in which a new process has loaded a function. */
export async function startSeconds(name: string): Promise<number> {
  const program = `require(${JSON.stringify(join(projectRoot, 'build', name, 'index.cjs'))}); console.log(JSON.stringify(process.cpuUsage()))`;
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const { user, system } = JSON.parse(
      (await measure(process.execPath, ['-e', program])).stdout,
    ) as NodeJS.CpuUsage;
    seconds.push((user + system) / 1e6);
  }
  return Math.min(...seconds);
}

export async function measuredFunctions(home: string, seconds: Map<string, Sample[]>) {
  const functions: Measured['functions'] = {};
  for (const [name, found] of [...seconds].sort()) {
    const log = await readFile(join(home, 'logs/lambda', `nocturne-dev-${name}.log`), 'utf8');
    const numbers = (pattern: RegExp) => [...log.matchAll(pattern)].map((match) => Number(match[1]));
    functions[name] = {
      initSeconds: await startSeconds(name),
      seconds: fit(found),
      peakMemory: Math.max(...numbers(/\tMax Memory Used: (\d+) MB/g)),
    };
  }
  return functions;
}
