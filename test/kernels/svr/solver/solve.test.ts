import { problemAt } from '../../../../kernels/svr/solver/problem.ts';
import { solve } from '../../../../kernels/svr/solver/solve.ts';
import { prepare } from '../../../../kernels/svr/data-set.ts';
import { examplePatients } from '../example-patients.ts';
import { dualObjective, kernelOf } from '../small-problem.ts';

const { training } = prepare(examplePatients(), 'standard_on_train');
const hyperparameters = { gamma: 0.05, C: 100, epsilon: 5 };
const small = { ...training, hyperparameters };

/** The diabetes data after at most so many iterations. */
function solveWithin(maxIterations: number) {
  const targets = Float64Array.from(training.targets);
  const kernel = kernelOf(training.features, hyperparameters.gamma);
  const problem = problemAt(new Float64Array(targets.length), kernel, targets, hyperparameters);
  const outcome = solve(problem, 1e-6, maxIterations);
  return { ...outcome, dual: problem.dual, objective: dualObjective(problem.dual, small) };
}

test('the end of the iterations is reported, with a model within the constraints', () => {
  const { converged, iterations, dual, intercept } = solveWithin(100);
  expect({ converged, iterations }).toEqual({ converged: false, iterations: 100 });
  expect(dual.every((beta) => Math.abs(beta) <= 100)).toBe(true);
  expect(Math.abs(dual.reduce((sum, beta) => sum + beta, 0))).toBeLessThan(1e-9);
  expect(Number.isFinite(intercept)).toBe(true);
});

test('the objective falls with the iterations, through Newton steps too, until it is the least', () => {
  const objectives = [1, 50, 400, 800, 1200, 1_000_000].map((most) => solveWithin(most).objective);
  expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
  expect(solveWithin(1_000_000).converged).toBe(true);
});
