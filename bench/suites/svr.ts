import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { bundle } from '../bundle.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { measure, sideBySide } from '../process.ts';
import { python } from '../python.ts';
import { agree, differences, randomJob, referenceJob } from '../svr-job.ts';
import type { Answer } from '../svr-job.ts';

const peers = (file: string) => join(projectRoot, 'bench/peers', file);

/**
 * Fitting and predicting on one core, in CPU time of all threads, without starting and reading. scikit-learn is asked
 * for the accuracy of ours (its tolerance 1e-6) and at its default, 1e-3; `libsvm-js` is what our solver replaced.
 */
export async function* figures({ directory }: SuiteOptions): AsyncGenerator<Figure> {
  const program = await bundle('svr.ts', directory);
  const jobs = [
    { title: '60 reference trials under two scalings', trials: 120, runs: 5, job: referenceJob() },
    { title: '200 random trials of 5 folds', trials: 200, runs: 3, job: randomJob(200, 5) },
  ];
  for (const { title, trials, runs, job } of jobs) {
    const path = join(directory, 'job.json');
    await writeFile(path, JSON.stringify(job));
    const ours = () => run(process.execPath, program, path);
    const sklearn = (tolerance: string) => () => run(python(), peers('svr.py'), path, tolerance);
    const libsvm = () => run(process.execPath, peers('libsvm-js.mjs'), path, '1e-3');
    const compared = async (name: string, peer: () => Promise<Ran>): Promise<Figure> => {
      const { last, ...figure } = await sideBySide(runs, ours, peer);
      const worst = differences(job, last.ours.answers, last.peer.answers);
      const trialsPerSecond = trials / figure.ours;
      return {
        name: `svr: ${title}, ${name}`,
        unit: 's',
        ...figure,
        equal: agree(worst),
        trialsPerSecond,
        worst,
      };
    };
    yield await compared('scikit-learn to 1e-6', sklearn('1e-6'));
    yield await compared('scikit-learn to 1e-3', sklearn('1e-3'));
    yield await compared('libsvm-js to 1e-3', libsvm);
  }
}

/** What a program printed, with the memory of its process. */
interface Ran {
  seconds: number;
  answers: Answer[][];
  peakMemory: number | null;
}

/** The CPU time that the program says it took, and the memory of its whole process. */
async function run(command: string, ...args: string[]): Promise<Ran> {
  const { peakMemory, stdout } = await measure(command, args);
  return { peakMemory, ...(JSON.parse(stdout) as Omit<Ran, 'peakMemory'>) };
}
