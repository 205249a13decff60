/**
 * The order of the suites where no earlier run is known, as after a fresh install: those that take longest come first, so
 * that the workers end together. Earlier runs know better, and so does jest then.
 */
import Sequencer from '@jest/test-sequencer';

/** By what a suite runs: nights and packages in processes of their own; machines; the runtime's services; functions. */
const longest = [
  /\/test\/command\/(package-again|kills)\./,
  /\/test\/docs\/(extending|your-data)\./,
  /\/test\/machines\/(customer-|redrive|faults|permissions|svr-)/,
  /\/test\/packaging\//,
  /\/test\/(command|machines|cli\/cost)\//,
  /\/local\/test\/(athena|sfn|lambda)\//,
];
const rank = ({ path }) => {
  const found = longest.findIndex((pattern) => pattern.test(path));
  return found < 0 ? longest.length : found;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isKnown = sorted.some(({ duration }) => duration !== undefined);
    return isKnown ? sorted : sorted.sort((one, other) => rank(one) - rank(other));
  }
}
