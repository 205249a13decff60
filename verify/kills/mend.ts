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

const tags = {
  'svr-leaderboard': 'svr',
  'customer-clusters': 'clusters',
  'customer-segments': 'segments',
  'ratings-prep': 'ratings',
};

/**
 * Redrives an interrupted night of the runtime that serves the home to its end, with `children` also the runs that it had begun.
 */
export async function mendNight(
  { sfn }: Clients,
  home: string,
  night: string[],
  children: boolean,
): Promise<Mended> {
  const found = await findRuns(sfn);
  const nightly = found.nightly?.status;
  if (nightly === undefined)
    return { did: 'had not begun, ran', redriven: {}, output: outputOf(nocturne(home, ...night)) };
  const open = Object.entries(found).filter(
    ([machine, { status }]) => machine !== 'nightly' && status === 'ABORTED',
  );
  const redriven = children ? Object.fromEntries(open.map(([machine, { name }]) => [machine, name])) : {};
  for (const name of Object.values(redriven)) nocturne(home, 'redrive', name, '--json');
  const aborted = `${open.length} runs were aborted, ${Object.keys(redriven).length} of them redriven`;
  if (nightly === 'SUCCEEDED') return { did: 'had ended', redriven, output: found.nightly!.output };
  if (nightly !== 'ABORTED') throw new Error(`the night was found as ${describe(found)}`);
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

function describe(found: Record<string, Found>): string {
  return Object.values(found)
    .filter(({ status }) => status === 'FAILED')
    .map(({ name, error, cause }) => `${name} FAILED: ${error}: ${cause}`)
    .join('; ');
}

/** The night and the first run of each of its machines, where they are. */
async function findRuns(sfn: SFN): Promise<Record<string, Found>> {
  const runs: Record<string, Found> = {};
  for (const [machine, name] of [
    ['nightly', 'night'],
    ...Object.entries(tags).map(([machine, tag]) => [machine, `night-${tag}-0-0`] as const),
  ] as const) {
    const executionArn = `arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-${machine}:${name}`;
    try {
      const { status, output, error, cause } = await sfn.describeExecution({ executionArn });
      runs[machine] = {
        name,
        status: status!,
        error,
        cause,
        output: JSON.parse(output ?? 'null') as NightOutput,
      };
    } catch (error) {
      if ((error as Error).name !== 'ExecutionDoesNotExist') throw error;
    }
  }
  return runs;
}
