import { readFileSync } from 'node:fs';
import type { Samples } from '../../../kernels/svr/data-set.ts';
import type { Hyperparameters } from '../../../kernels/svr/hyperparameters.ts';
import { r2 } from '../../../kernels/svr/metrics.ts';
import { TrialFitter } from '../../../kernels/svr/trial-fitter.ts';
import { usualTargets } from '../../../kernels/svr/usual-targets.ts';

interface Case {
  name: string;
  unit: number;
  /** Targets by row of training. */
  changes: Record<string, number>;
  trials: (Hyperparameters & { r2: number; n_support: number })[];
}

const file = new URL('../../fixtures/svr/outliers.json', import.meta.url);
const { features, targets, training_rows, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  features: number[][];
  targets: number[];
  training_rows: number;
  cases: Case[];
};

function samples(from: number, to: number, unit: number, changes: Case['changes'] = {}): Samples {
  const rows = features.slice(from, to);
  const changed = targets.slice(from, to).map((y, i) => (changes[i] ?? y) * unit);
  return { ids: rows.map((_, i) => String(i)), features: rows, targets: changed };
}

test.each(cases)('targets $name: R² is as scikit-learn has it', ({ unit, changes, trials }) => {
  const training = samples(0, training_rows, unit, changes);
  const test = samples(training_rows, targets.length, unit);
  const fitter = new TrialFitter({ training, test, scaling: { means: [], scales: [] } }, []);
  for (const trial of trials) {
    const [C, epsilon] = [trial.C * unit, trial.epsilon * unit];
    const fitted = fitter.fit({ gamma: trial.gamma, C, epsilon });
    expect(fitted.converged).toBe(true);
    expect(fitted.model.dual.filter((beta) => beta !== 0)).toHaveLength(trial.n_support);
    expect(Math.abs(r2(test.targets, fitted.test) - trial.r2)).toBeLessThan(1e-6);
  }
});

describe('the usual targets', () => {
  test.each([
    ['all, where none stands apart', [3, 1, 2, 5, 4], [3, 1, 2, 5, 4]],
    ['those not mistyped', [1, 2, 1e6, 3, -1e9, 4, 5], [1, 2, 3, 4, 5]],
    ['the different ones where most are the same', [0, 0, 0, 0, 1, 2, 3, 1e6], [0, 0, 0, 0, 1, 2, 3]],
    ['all the same', [7, 7, 7], [7, 7, 7]],
    ['both of two', [1, 1e9], [1, 1e9]],
    ['the only one', [5], [5]],
  ])('are %s', (_, given, usual) => {
    expect([...usualTargets(Float64Array.from(given))]).toEqual(usual);
  });
});
