import type { SFN } from '@aws-sdk/client-sfn';
import { nocturne } from './command.ts';
import type { Clients } from './runtime.ts';
import type { Runs } from './tables.ts';

/** What `nightly` gives. */
export interface NightOutput {
  machines: { machine: string; runId: string }[];
}

/** What was done to end a night. */
export interface Mended {
  did: string;
  output: NightOutput;
  redriven: Runs;
}

/** A run as it was found. */
interface Found {
  name: string;
  status: string;
  error: string | undefined;
  cause: string | undefined;
  output: NightOutput;
}

/**
 * Redrives an interrupted night of the runtime that serves the home to its end, with `children` also the runs that it had begun.
 */
export async function mendNight(
  { sfn }: Clients,
  home: string,
  night: string[],
  children: boolean,
): Promise<Mended> {
  const runs = await findRuns(sfn);
  const nightly = runs.nightly?.status;
  if (nightly === undefined)
    return { did: 'had not begun, ran', redriven: {}, output: outputOf(nocturne(home, ...night)) };
  const open = Object.entries(runs).filter(
    ([machine, { status }]) => machine !== 'nightly' && status === 'ABORTED',
  );
  const redriven = children ? Object.fromEntries(open.map(([machine, { name }]) => [machine, name])) : {};
  for (const name of Object.values(redriven)) nocturne(home, 'redrive', name, '--json');
  const aborted = `${open.length} runs were aborted, ${Object.keys(redriven).length} of them redriven`;
  if (nightly === 'SUCCEEDED') return { did: 'had ended', redriven, output: runs.nightly!.output };
  if (nightly !== 'ABORTED') throw new Error(`the night was found as ${describe(runs)}`);
  return {
    did: `${aborted}, nightly redriven`,
    redriven,
    output: outputOf(nocturne(home, 'redrive', 'night', '--json')),
  };
}

/** The output in what `nocturne run --json` prints. */
export function outputOf(printed: unknown): NightOutput {
  return (printed as { output: NightOutput }).output;
}

function describe(runs: Record<string, Found>): string {
  return Object.values(runs)
    .filter(({ status }) => status === 'FAILED')
    .map(({ name, error, cause }) => `${name} FAILED: ${error}: ${cause}`)
    .join('; ');
}

/** The night and the first run of each of its machines, where they are. */
async function findRuns(sfn: SFN): Promise<Record<string, Found>> {
  const runs: Record<string, Found> = {};
  const { stateMachines } = await sfn.listStateMachines();
  for (const { stateMachineArn, name: machine } of stateMachines!) {
    const { executions } = await sfn.listExecutions({ stateMachineArn });
    const run = executions!.find(({ name }) => /^night(-.+-0-0)?$/.test(name!));
    if (run) runs[machine!.replace(/^nocturne-dev-/, '')] = await found(sfn, run.executionArn!);
  }
  return runs;
}

async function found(sfn: SFN, executionArn: string): Promise<Found> {
  const { name, status, output, error, cause } = await sfn.describeExecution({ executionArn });
  return {
    name: name!,
    status: status!,
    error,
    cause,
    output: JSON.parse(output ?? 'null') as NightOutput,
  };
}
