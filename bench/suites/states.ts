import { join } from 'node:path';
import { packageDirectory, projectRoot } from '../../cli/paths.ts';
import { bundle, bundleRuntime } from '../bundle.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { writeMapJob } from '../map-job.ts';
import { giveItems, writeMapPackage } from '../map-package.ts';
import { newerNode } from '../node-peers.ts';
import { measure, median, sideBySide } from '../process.ts';

const peers = (file: string) => join(projectRoot, 'bench/peers', file);

/**
 * The local Step Functions: transitions against aws-local-stepfunctions, the time of a transition in a long history,
 * distributed Maps, and from the template to the first state.
 */
export async function* figures({ full, directory }: SuiteOptions): AsyncGenerator<Figure> {
  yield* transitions(directory);
  yield await longHistory(directory);
  yield* distributedMaps(full ? [1_000, 10_000, 100_000] : [1_000, 10_000], directory);
  yield await firstState(directory);
}

/** An inline Map over 2,500 items, again and again in one process; the median of an execution once it is warm. */
async function* transitions(directory: string): AsyncGenerator<Figure> {
  const [items, executions] = [2500, 40];
  const job = join(directory, 'job.json');
  const { transitions } = await writeMapJob(job, { items, executions });
  const node = newerNode();
  const run = async (program: string, ...args: string[]) => {
    const { stdout, peakMemory } = await measure(node, [program, job, ...args]);
    const { seconds, output } = JSON.parse(stdout) as { seconds: number[]; output: unknown };
    return { seconds: median(seconds.slice(executions / 2)), peakMemory, answer: JSON.stringify(output) };
  };
  const [interpreter, durable] = [
    await bundle('interpreter.ts', directory),
    await bundle('transitions.ts', directory),
  ];
  let homes = 0;
  const sides = {
    'interpreter alone': () => run(interpreter),
    'with histories on disk': () => run(durable, join(directory, `home-${++homes}`)),
  };
  for (const [name, ours] of Object.entries(sides)) {
    const { last, ...figure } = await sideBySide(5, ours, () => run(peers('aws-local-stepfunctions.mjs')));
    yield {
      name: `states: inline Map of ${items}, aws-local-stepfunctions, ${name}`,
      unit: 's',
      ...figure,
      equal: last.ours.answer === last.peer.answer,
      transitionsPerSecond: Math.round(transitions / figure.ours),
    };
  }
}

/**
 * Ours is the last quarter of a history, the peer its second: the first begins with the execution itself. Medians of the
 * warm half of the executions, since events that are written together bear one time.
 */
async function longHistory(directory: string): Promise<Figure> {
  const executions = 20;
  const program = await bundle('long-history.ts', directory);
  const args = [program, join(directory, 'long'), String(executions)];
  const { stdout, peakMemory } = await measure(process.execPath, args);
  const {
    output,
    events,
    quarters: all,
  } = JSON.parse(stdout) as {
    output: number;
    events: number;
    quarters: number[][];
  };
  const warm = all.slice(executions / 2);
  const quarterOf = (quarter: number) => median(warm.map((execution) => execution[quarter]!));
  const quarters = [quarterOf(0), quarterOf(1), quarterOf(2), quarterOf(3)] as const;
  return {
    name: `states: a transition at the end of ${events} events, against one in the second quarter`,
    unit: 's',
    ours: quarters[3] / 1e6,
    peer: quarters[1] / 1e6,
    ratio: quarters[1] / quarters[3],
    equal: output === 6000,
    peakMemory,
    quarters,
  };
}

/** With little room for garbage, so that memory is what is needed and not what is yet to be collected. */
const smallHeap = '--max-old-space-size=128';

async function* distributedMaps(counts: number[], directory: string): AsyncGenerator<Figure> {
  const program = await bundleRuntime('distributed-map.ts');
  const counting = join(directory, 'package');
  await writeMapPackage(counting);
  for (const count of counts) {
    const home = join(directory, `distributed-${count}`);
    await giveItems(home, count);
    const args = [smallHeap, program, counting, home];
    const { stdout, peakMemory } = await measure(process.execPath, args);
    const { seconds, output } = JSON.parse(stdout) as { seconds: number; output: string };
    yield {
      name: `states: distributed Map of ${count} items, 10 at a time, a function each`,
      unit: 's',
      ours: seconds,
      peer: null,
      ratio: null,
      equal: output === String(count),
      peakMemory,
    };
  }
}

interface FirstState {
  /** In milliseconds. */
  fromLoad: number;
  fromStart: number;
  isFirst: boolean;
  peakMemory: number | null;
}

async function firstState(directory: string): Promise<Figure> {
  await measure(process.execPath, [join(projectRoot, 'scripts/package.mjs')]);
  const program = await bundleRuntime('first-state.ts');
  const runs: FirstState[] = [];
  for (let i = 0; i < 5; i++) {
    const { stdout, peakMemory } = await measure(process.execPath, [
      program,
      packageDirectory,
      join(directory, `first-${i}`),
    ]);
    runs.push({ ...(JSON.parse(stdout) as Omit<FirstState, 'peakMemory'>), peakMemory });
  }
  return {
    name: 'states: from the packaged template to the first state of nightly',
    unit: 's',
    ours: median(runs.map(({ fromLoad }) => fromLoad)) / 1000,
    peer: null,
    ratio: null,
    equal: runs.every(({ isFirst }) => isFirst),
    peakMemory: Math.max(...runs.map((run) => run.peakMemory!)),
    fromProcessStart: median(runs.map(({ fromStart }) => fromStart)) / 1000,
  };
}
