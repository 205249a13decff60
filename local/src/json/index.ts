export { JsonProblem } from './json-problem.ts';
export { scanJson } from './scan-json.ts';
