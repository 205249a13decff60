import { nocturne } from './command.mjs';

const tags = {
  'svr-leaderboard': 'svr',
  'customer-clusters': 'clusters',
  'customer-segments': 'segments',
  'ratings-prep': 'ratings',
};

/**
 * Redrives an interrupted night of the runtime that serves the home to its end, with `children` also the runs that it had begun.
 * @returns {{ did: string, output: object, redriven: Record<string, string> }} nightly's output and the runs redriven
 */
export async function mendNight({ sfn }, home, night, children) {
  const found = await findRuns(sfn);
  const nightly = found.nightly?.status;
  if (nightly === undefined)
    return { did: 'had not begun, ran', redriven: {}, output: nocturne(home, ...night).output };
  const open = Object.entries(found).filter(
    ([machine, { status }]) => machine !== 'nightly' && status === 'ABORTED',
  );
  const redriven = children ? Object.fromEntries(open.map(([machine, { name }]) => [machine, name])) : {};
  for (const name of Object.values(redriven)) nocturne(home, 'redrive', name, '--json');
  const aborted = `${open.length} runs were aborted, ${Object.keys(redriven).length} of them redriven`;
  if (nightly === 'SUCCEEDED') return { did: 'had ended', redriven, output: found.nightly.output };
  if (nightly !== 'ABORTED') throw new Error(`the night was found as ${describe(found)}`);
  return {
    did: `${aborted}, nightly redriven`,
    redriven,
    output: nocturne(home, 'redrive', 'night', '--json').output,
  };
}

function describe(found) {
  return Object.values(found)
    .filter(({ status }) => status === 'FAILED')
    .map(({ name, error, cause }) => `${name} FAILED: ${error}: ${cause}`)
    .join('; ');
}

/** The night and the first run of each of its machines, where they are. */
async function findRuns(sfn) {
  const runs = {};
  for (const [machine, name] of [
    ['nightly', 'night'],
    ...Object.entries(tags).map(([machine, tag]) => [machine, `night-${tag}-0-0`]),
  ]) {
    const executionArn = `arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-${machine}:${name}`;
    try {
      const { status, output, error, cause } = await sfn.describeExecution({ executionArn });
      runs[machine] = { name, status, error, cause, output: output && JSON.parse(output) };
    } catch (error) {
      if (error.name !== 'ExecutionDoesNotExist') throw error;
    }
  }
  return runs;
}
