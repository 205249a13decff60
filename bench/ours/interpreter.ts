/**
 * Runs map-job.mjs's Map in the interpreter alone, with histories in memory; the function is called in this process, as
 * the peer's is.
 *
 *   interpreter JOB
 */
import type { Host, Json, NewEvent } from 'template-runtime/asl';
import { parseMachine, runMachine } from 'template-runtime/asl';
import { readMapJob, report, square } from './map-job.ts';

const { machines, input, executions } = readMapJob(process.argv[2]!);
const machine = parseMachine(machines.jsonata, 'each');
const context = {
  Execution: { Id: 'arn:aws:states:us-east-1:000000000000:execution:each:bench', Input: input },
  StateMachine: { Name: 'each' },
};

function hostInMemory(): Host {
  const events: NewEvent[] = [];
  const unused = () => {
    throw new Error('The machine has no such state.');
  };
  return {
    callService: async (request) => square(request.arguments as never),
    readObject: unused,
    startMapRun: unused,
    record: (event) => events.push(event),
    now: () => new Date(),
    sleep: unused,
    random: Math.random,
    newTaskToken: unused,
  };
}

const execute = (): Promise<Json> =>
  runMachine(machine, input, context, hostInMemory(), new AbortController().signal);

void report(executions, execute);
