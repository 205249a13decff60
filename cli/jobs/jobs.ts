import { listMachines } from '../aws/machines.ts';
import { packagedDefinitions, shortName } from '../names.ts';
import type { Session } from '../session.ts';

/** A machine with an input and a name, as the machines' definitions have it. */
export interface Job {
  name: string;
  machine: string;
  /** Whether the night runs it. */
  night: boolean;
  input: Record<string, unknown>;
}

interface Definition {
  States?: Record<string, { Assign?: { jobs?: { name: string; input: Record<string, unknown> }[] } }>;
}

/**
 * The jobs of machines.
 * @param definitions each machine's definition as JSON, by the machine's short name
 */
export function jobsIn(definitions: Map<string, string>): Job[] {
  const read = [...definitions].map(([machine, text]): [string, Definition] => [
    machine,
    JSON.parse(text) as Definition,
  ]);
  const night = new Set(
    read.flatMap(([, { States }]) => (States?.ApplyDefaults?.Assign?.jobs ?? []).map(({ name }) => name)),
  );
  return read
    .flatMap(([machine, { States }]) =>
      (States?.ListJobs?.Assign?.jobs ?? []).map(({ name, input }) => ({
        name,
        machine,
        night: night.has(name),
        input,
      })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The jobs of a package. */
export const packagedJobs = (path: string): Job[] => jobsIn(packagedDefinitions(path));

/** The jobs that can be started where the session leads. */
export async function listJobs(session: Session): Promise<Job[]> {
  const sfn = await session.clients.sfn();
  const definitions = new Map<string, string>();
  for (const { name, stateMachineArn } of await listMachines(session)) {
    const { definition } = await sfn.describeStateMachine({ stateMachineArn });
    definitions.set(shortName(session.names.stack, name!), definition!);
  }
  return jobsIn(definitions);
}
