import type { SFN, StateMachineListItem } from '@aws-sdk/client-sfn';
import { CommandFailure } from '../failure.ts';
import { shortName } from '../names.ts';
import type { Session } from '../session.ts';

/** All machines of the stack: an account has others, too, and the local runtime has no others. */
export async function listMachines({ clients, names, local }: Session): Promise<StateMachineListItem[]> {
  const all = await listAll(await clients.sfn());
  return local ? all : all.filter(({ name }) => name!.startsWith(`${names.stack}-`));
}

/** The ARN of a machine of the stack by its name, which may leave the stack's out, e.g. `nightly`. */
export async function findMachine(session: Session, machine: string): Promise<string> {
  const machines = await listMachines(session);
  const { stack } = session.names;
  const found = machines.find(({ name }) => [name, shortName(stack, name!)].includes(machine));
  if (found) return found.stateMachineArn!;
  const known = machines.map(({ name }) => shortName(stack, name!)).sort();
  throw new CommandFailure(
    'StateMachineDoesNotExist',
    `There is no machine "${machine}" in ${session.place}. ` +
      (known.length > 0 ? `There are: ${known.join(', ')}.` : nothingThere(session)),
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
