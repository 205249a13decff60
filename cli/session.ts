import type { Clients } from './aws/clients.ts';
import { createClients, localRegion } from './aws/clients.ts';
import { regionOf } from './aws/region.ts';
import type { Context } from './context.ts';
import { localStage, packagedNames, stageStackNames } from './names.ts';
import type { StackNames } from './names.ts';
import { homeDirectory } from './paths.ts';
import { openRuntime } from './runtime/open.ts';
import type { RuntimeSettings } from './runtime/open.ts';

/** A connection to where the stack runs: the local runtime or AWS. */
export interface Session {
  /** As it stands in a sentence, e.g. `stage prod`. */
  place: string;
  names: StackNames;
  region: string;
  /** Whether it is the local runtime. */
  local: boolean;
  clients: Clients;
  /** How often to ask how things stand: often at home, rarely where requests are counted. */
  pollMs: number;
  /** How a person calls a subcommand in the same place, e.g. `npx nocturne --stage prod history <name>`. */
  commandLine(subcommand: string): string;
}

/** Runs `work` with a session and closes it afterwards, stopping the local runtime if it was started for this. */
export async function withSession<Result>(
  context: Context,
  work: (session: Session) => Promise<Result>,
  settings: RuntimeSettings = {},
): Promise<Result> {
  const { stage } = context;
  if (stage !== undefined) return withClients(context, { region: regionOf(stage) }, work);
  const runtime = await openRuntime(context, settings);
  try {
    const place = { region: localRegion, endpoint: runtime.endpoint };
    return await withClients(context, place, work);
  } finally {
    await runtime.close();
  }
}

async function withClients<Result>(
  context: Context,
  { region, endpoint }: { region: string; endpoint?: string },
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const clients = createClients(endpoint === undefined ? { region } : { endpoint });
  const local = endpoint !== undefined;
  const commandLine = (subcommand: string) =>
    ['npx nocturne', ...placeOptions(context), subcommand].join(' ');
  try {
    return await work({
      ...stackOf(context),
      region,
      local,
      clients,
      pollMs: local ? 75 : 1500,
      commandLine,
    });
  } finally {
    clients.destroy();
  }
}

function stackOf({ stage, package: path, isForeign }: Context): Pick<Session, 'place' | 'names'> {
  if (isForeign) return { place: `the package ${path}`, names: packagedNames(path) };
  const own = stage ?? localStage;
  return { place: `stage ${own}`, names: stageStackNames(own) };
}

/** The options by which a subcommand concerns the same place. */
export function placeOptions({ stage, home, package: path, isForeign }: Context): string[] {
  if (stage !== undefined) return [`--stage ${stage}`];
  return [
    ...(isForeign ? [`--package ${path}`] : []),
    ...(home === homeDirectory(undefined, path) ? [] : [`--home ${home}`]),
  ];
}
