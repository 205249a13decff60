/**
 * Runs map-job.mjs's Map in aws-local-stepfunctions, the function called in this process. Prints the seconds of each
 * execution and the last output.
 *
 *   aws-local-stepfunctions.mjs JOB
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Installed beside the Node that runs this.
const { StateMachine } = createRequire(process.execPath)('aws-local-stepfunctions');
const { machines, input, executions } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const machine = new StateMachine(machines.jsonPath);
const square = async ({ n, kind }) => ({ n, kind, square: n * n });
const seconds = [];
let output;
for (let i = 0; i < executions; i++) {
  const began = performance.now();
  output = await machine.run(input, { overrides: { taskResourceLocalHandlers: { Work: square } } }).result;
  seconds.push((performance.now() - began) / 1000);
}
console.log(JSON.stringify({ seconds, output }));
