import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { bundle } from '../bundle.ts';
import type { Figure, SuiteOptions } from '../figure.ts';
import { writePairs } from '../pairs-file.ts';
import type { PairFiles } from '../pairs-file.ts';
import { measure, sideBySide } from '../process.ts';
import type { Side } from '../process.ts';
import { python } from '../python.ts';

const eps = 0.3;
const minSamples = 5;
const million = 1e6;
const peers = (file: string) => join(projectRoot, 'bench/peers', file);

/**
 * From files of pairs to a file of labels, whole processes. Against scikit-learn and against density-clustering, whose
 * labels must be the same bytes; then growing, with the time per million pairs and labels found by the textbook.
 * `--full` goes on to 50 million.
 */
export async function* figures({ full, directory }: SuiteOptions): AsyncGenerator<Figure> {
  const program = await bundle('cluster.ts', directory);
  const runs = (name: string, files: PairFiles) => {
    const run = async (command: string, ...first: string[]) => {
      const labels = join(directory, `${name}-labels.csv`);
      const args = [...first, eps, minSamples, labels, ...files.customers, ...files.pairs].map(String);
      const measured = await measure(command, args);
      return { ...measured, answer: await readFile(labels, 'utf8') };
    };
    return {
      ours: (algorithm = 'DBSCAN') => run(process.execPath, program, algorithm),
      dbscan: () => run(python(), peers('cluster.py')),
      optics: () => run(python(), peers('optics.py')),
      densityClustering: () => run(process.execPath, peers('density-clustering.mjs')),
    };
  };

  const tiny = runs('tiny', await writePairs(join(directory, 'tiny'), 20_000));
  yield compared(
    'cluster: OPTICS, 2,000 points, scikit-learn on their matrix',
    2,
    () => tiny.ours('OPTICS'),
    tiny.optics,
  );

  const small = runs('small', await writePairs(join(directory, 'small'), 100_000));
  yield compared(
    'cluster: 10,000 points, density-clustering with distances looked up',
    2,
    () => small.ours(),
    small.densityClustering,
  );

  const one = runs('one', await writePairs(join(directory, 'one'), million));
  yield compared(
    'cluster: 1 million pairs to labels, scikit-learn fed line by line',
    5,
    () => one.ours(),
    one.dbscan,
  );

  for (const millions of full ? [1, 5, 10, 20, 50] : [1, 2, 5]) {
    const files = await writePairs(join(directory, 'growing'), millions * million);
    const { seconds, peakMemory, answer } = await runs('growing', files).ours();
    yield {
      name: `cluster: ${millions} million pairs of ${files.size.toLocaleString('en')} customers`,
      unit: 's',
      ours: seconds,
      peer: null,
      ratio: null,
      equal: answer === files.labels(minSamples),
      peakMemory,
      perMillionPairs: seconds / millions,
    };
  }
}

async function compared(
  name: string,
  times: number,
  ours: () => Promise<Side>,
  peer: () => Promise<Side>,
): Promise<Figure> {
  const { last, ...figure } = await sideBySide(times, ours, peer);
  return { name, unit: 's', ...figure, equal: last.ours.answer === last.peer.answer };
}
