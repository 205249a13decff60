import { StatesError } from '../src/asl/host.ts';
import type { Json, TaskRequest } from '../src/asl/host.ts';
import { simulateLambda } from './simulated-lambda.ts';
import { difference } from './matching.ts';
import type { RecordedExecution, RecordedTask } from './recorded-case.ts';

/**
 * Gives a state's n-th attempt the n-th recorded outcome of that state, or of attempts side by side the one whose
 * parameters these are. Tasks within a distributed Map's children were not recorded: their functions are simulated.
 */
export function replayTasks(recorded: RecordedExecution): (request: TaskRequest) => Promise<Json> {
  const left = [...(recorded.tasks ?? [])];
  return async (request) => {
    const ofState = left.filter(({ state }) => state === request.state);
    const same = ({ parameters, input }: RecordedTask) =>
      difference(parameters ?? input, request.arguments, recorded.wildcards) === undefined;
    const task = ofState.find(same) ?? ofState[0];
    // A ResultWriter's files are no task.
    if (!task && request.resource === 'arn:aws:states:::aws-sdk:s3:putObject') return {};
    if (!task) return simulateLambda(request, recorded);
    left.splice(left.indexOf(task), 1);
    if (task.submitted !== undefined) request.submitted(task.submitted);
    return outcomeOf(task, request.signal);
  };
}

async function outcomeOf({ outcome }: RecordedTask, signal: AbortSignal): Promise<Json> {
  const { output, error, cause, causeIsJson, event } = outcome;
  if (event?.endsWith('TimedOut')) return aborted(signal);
  if (event === undefined) return output!;
  throw new StatesError(error ?? '', causeIsJson ? JSON.stringify(cause) : (cause as string | undefined));
}

/** Never ends before its time is over. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
