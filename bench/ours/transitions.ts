/**
 * Runs map-job.mjs's Map in the local Step Functions, records and histories on disk and all.
 *
 *   transitions JOB HOME
 */
import { localStates } from './local-states.ts';
import { readMapJob, report, square } from './map-job.ts';

const { machines, input, executions } = readMapJob(process.argv[2]!);
const execute = localStates(process.argv[3]!, machines.jsonata, square);

void report(executions, () => execute(input));
