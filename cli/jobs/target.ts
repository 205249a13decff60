import type { Json } from 'template-runtime/asl';
import { listMachines, machineNamed, noMachine } from '../aws/machines.ts';
import { CommandFailure } from '../failure.ts';
import { shortName } from '../names.ts';
import { isObject } from '../pipelines/night.ts';
import type { Session } from '../session.ts';
import { listJobs } from './jobs.ts';

/** What is started for a name. */
export interface Target {
  stateMachineArn: string;
  /** The machine's short name. */
  machine: string;
  /** The execution's input as JSON text. */
  input: string;
}

/**
 * What `run <name>` starts: the machine of that name, or the machine of the job of that name with `{"job": name}`.
 * @throws CommandFailure StateMachineDoesNotExist, naming machines and jobs; ConflictingJob
 */
export async function findTarget(session: Session, name: string, input: string): Promise<Target> {
  const machines = await listMachines(session);
  const machine = machineNamed(session, machines, name);
  if (machine) return targetOf(session, machine, input);
  const jobs = await listJobs(session);
  const job = jobs.find((each) => each.name === name);
  const owner = job && machineNamed(session, machines, job.machine);
  if (owner) return targetOf(session, owner, withJob(input, name));
  throw noMachine(
    session,
    machines,
    name,
    jobs.map((each) => each.name),
  );
}

const targetOf = (
  { names }: Session,
  { name, stateMachineArn }: { name?: string | undefined; stateMachineArn?: string | undefined },
  input: string,
): Target => ({ stateMachineArn: stateMachineArn!, machine: shortName(names.stack, name!), input });

/** An input with the job in front, all else as it was written; anything but an object is for the machine to refuse. */
export function withJob(input: string, job: string): string {
  const value = JSON.parse(input) as Json;
  if (!isObject(value)) return input;
  if ((value.job ?? job) !== job)
    throw new CommandFailure(
      'ConflictingJob',
      `The input names the job ${JSON.stringify(value.job)}, but the command ${job}: leave "job" out of the input.`,
    );
  if ('job' in value) return input;
  const inside = input.slice(input.indexOf('{') + 1);
  return `{"job":"${job}"${Object.keys(value).length > 0 ? ',' : ''}${inside}`;
}
