import type { SFN, StateMachineListItem } from '@aws-sdk/client-sfn';
import { CommandFailure } from '../failure.ts';
import { machineName, shortMachineName, stackName } from '../names.ts';
import type { Session } from '../session.ts';

/** All machines of the stage. */
export async function listMachines({ clients, stage }: Session): Promise<StateMachineListItem[]> {
  const prefix = `${stackName(stage)}-`;
  return (await listAll(await clients.sfn())).filter((machine) => machine.name!.startsWith(prefix));
}

/** The ARN of a machine of the stage by its short name, e.g. `nightly`. */
export async function findMachine(session: Session, machine: string): Promise<string> {
  const machines = await listMachines(session);
  const found = machines.find(({ name }) => name === machineName(session.stage, machine));
  if (found) return found.stateMachineArn!;
  const known = machines.map(({ name }) => shortMachineName(session.stage, name!)).sort();
  throw new CommandFailure(
    'StateMachineDoesNotExist',
    `There is no machine "${machine}" in stage ${session.stage}. ` +
      (known.length > 0
        ? `There are: ${known.join(', ')}.`
        : `The stage has none in ${session.region}: deploy it first, or set AWS_REGION to where it is.`),
  );
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
