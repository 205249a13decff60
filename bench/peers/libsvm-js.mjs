/**
 * Fits trials with LIBSVM in WebAssembly and prints, as JSON, the CPU time it took and what came out: see
 * bench/svr-job.mjs.
 *
 *   libsvm-js.mjs JOB TOLERANCE
 */
import { readFileSync } from 'node:fs';

// It would try `fetch` on its file's path, and say that Node refuses.
delete globalThis.fetch;
const { default: loading } = await import('libsvm-js');
const Svm = await loading;
const tolerance = Number(process.argv[3]);
const { parts } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const began = process.cpuUsage();
const fitted = parts.map((part) => part.trials.map((trial) => fitTrial(part, trial)));
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, answers: fitted }));

function fitTrial({ training, test, folds }, trial) {
  const { features, targets } = training;
  const whole = fit(features, targets, trial, (svm) => ({
    dual: dualOf(svm, targets.length),
    test: svm.predict(test.features),
  }));
  const cv = new Array(targets.length).fill(0);
  for (const fold of folds) {
    const others = targets.map((_, i) => i).filter((i) => !fold.includes(i));
    const pick = (values) => others.map((i) => values[i]);
    const held = fold.map((i) => features[i]);
    const predictions = fit(pick(features), pick(targets), trial, (svm) => svm.predict(held));
    fold.forEach((position, i) => (cv[position] = predictions[i]));
  }
  return { ...whole, cv };
}

function fit(features, targets, { gamma, C, epsilon }, use) {
  const svm = new Svm({
    type: Svm.SVM_TYPES.EPSILON_SVR,
    kernel: Svm.KERNEL_TYPES.RBF,
    ...{ gamma, cost: C, epsilon, tolerance, shrinking: true, cacheSize: 100, quiet: true },
  });
  svm.train(features, targets);
  const result = use(svm);
  svm.free();
  return result;
}

/** By row, from the serialised model: lines of `<coefficient> 1:<x> …` in the order of the rows. */
function dualOf(svm, rows) {
  const [, vectors] = svm.serializeModel().split('\nSV\n');
  const coefficients = vectors.trim().split('\n').map(parseFloat);
  const dual = new Array(rows).fill(0);
  svm.getSVIndices().forEach((index, i) => (dual[index] = coefficients[i]));
  return dual;
}
