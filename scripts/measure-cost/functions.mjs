import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN } from '@aws-sdk/client-sfn';
import { median } from '../../bench/process.mjs';
import { fit } from './least-squares.mjs';

const repeats = 3;

export function createClients(endpoint) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { sfn: new SFN(config), lambda: new Lambda(config) };
}

export async function runMachine(sfn, machine, input) {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${machine}`;
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  for (;;) {
    const { status, output, cause } = await sfn.describeExecution({ executionArn });
    if (status === 'SUCCEEDED') return { executionArn, output: JSON.parse(output) };
    if (status !== 'RUNNING') throw new Error(`${machine} ended as ${status}: ${cause}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The functions' names and events of an execution and of the children of its Map. */
export async function eventsOf(sfn, executionArn) {
  const { events } = await sfn.getExecutionHistory({ executionArn, maxResults: 1000 });
  const found = [];
  for (const { type, taskScheduledEventDetails: task, mapRunStartedEventDetails: map } of events) {
    if (type === 'TaskScheduled' && task.resourceType === 'lambda') {
      const { FunctionName, Payload } = JSON.parse(task.parameters);
      found.push({ name: FunctionName.replace(/^nocturne-dev-/, ''), payload: Payload });
    }
    if (type !== 'MapRunStarted') continue;
    const { executions } = await sfn.listExecutions({ mapRunArn: map.mapRunArn, maxResults: 1000 });
    for (const child of executions) found.push(...(await eventsOf(sfn, child.executionArn)));
  }
  return found;
}

/** The shortest duration in seconds, as the function's REPORT lines tell it: other work on the machine only adds. */
export async function invokeAlone(lambda, name, payload) {
  // Under another run's name the champion is evaluated again, as it is every night.
  const event = name === 'promote-model' ? { ...payload, run: 'measured' } : payload;
  const request = { FunctionName: `nocturne-dev-${name}`, Payload: JSON.stringify(event), LogType: 'Tail' };
  const seconds = [];
  for (let i = 0; i < repeats; i++) {
    const { LogResult, FunctionError } = await lambda.invoke(request);
    const log = Buffer.from(LogResult, 'base64').toString();
    if (FunctionError) throw new Error(`${name} failed: ${log}`);
    seconds.push(Number(/\tDuration: ([\d.]+) ms/.exec(log)[1]) / 1000);
  }
  return Math.min(...seconds);
}

export async function measuredFunctions(home, seconds) {
  const functions = {};
  for (const [name, found] of [...seconds].sort()) {
    const log = await readFile(join(home, 'logs/lambda', `nocturne-dev-${name}.log`), 'utf8');
    const numbers = (pattern) => [...log.matchAll(pattern)].map((match) => Number(match[1]));
    functions[name] = {
      initSeconds: median(numbers(/\tInit Duration: ([\d.]+) ms/g)) / 1000,
      seconds: fit(found),
      peakMemory: Math.max(...numbers(/\tMax Memory Used: (\d+) MB/g)),
    };
  }
  return functions;
}
