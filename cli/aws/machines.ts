import type { SFN, StateMachineListItem } from '@aws-sdk/client-sfn';
import { CommandFailure } from '../failure.ts';
import { shortName } from '../names.ts';
import type { Session } from '../session.ts';

/** All machines of the stack: an account has others, too, and the local runtime has no others. */
export async function listMachines({ clients, names, local }: Session): Promise<StateMachineListItem[]> {
  const all = await listAll(await clients.sfn());
  return local ? all : all.filter(({ name }) => name!.startsWith(`${names.stack}-`));
}

/** Which of the stack's machines has a name, which may leave the stack's out, e.g. `nightly`. */
export function machineNamed(
  { names: { stack } }: Session,
  machines: StateMachineListItem[],
  machine: string,
): StateMachineListItem | undefined {
  return machines.find(({ name }) => [name, shortName(stack, name!)].includes(machine));
}

/** The ARN of a machine of the stack by its name. */
export async function findMachine(session: Session, machine: string): Promise<string> {
  const machines = await listMachines(session);
  const found = machineNamed(session, machines, machine);
  if (found) return found.stateMachineArn!;
  throw noMachine(session, machines, machine);
}

/** @param jobs what could be meant besides the machines */
export function noMachine(
  session: Session,
  machines: StateMachineListItem[],
  machine: string,
  jobs: string[] = [],
): CommandFailure {
  const known = machines.map(({ name }) => shortName(session.names.stack, name!)).sort();
  const others = jobs.filter((job) => !known.includes(job));
  const or = others.length > 0 ? `; jobs: ${others.join(', ')}` : '';
  return new CommandFailure(
    'StateMachineDoesNotExist',
    `There is no machine${jobs.length > 0 ? ' or job' : ''} "${machine}" in ${session.place}. ` +
      (known.length > 0 ? `There are: ${known.join(', ')}${or}.` : nothingThere(session)),
  );
}

function nothingThere({ local, region }: Session): string {
  return local
    ? 'It has none that is served here; `nocturne up` lists what is not.'
    : `The stage has none in ${region}: deploy it first, or set AWS_REGION to where it is.`;
}

async function listAll(sfn: SFN): Promise<StateMachineListItem[]> {
  const machines: StateMachineListItem[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.listStateMachines({ nextToken });
    machines.push(...(page.stateMachines ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return machines;
}
