import { ExecutionTimedOut } from '../errors.ts';
import type { Host, Json } from '../host.ts';
import type { ContextObject, Machine } from '../machine.ts';
import { Payload } from '../payload.ts';
import { linkedController } from './linked-controller.ts';
import { runFlow } from './run-flow.ts';
import type { StoppedFlow } from './stopped-flow.ts';
import { Thread } from './thread.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Runs a machine from its start, or from where it stopped, to its end and gives its output.
 * The host records ExecutionStarted before and the execution's end after; everything between is recorded here.
 * @throws StatesError when the execution fails; its `error` is empty after a Fail state without Error
 * @throws ExecutionTimedOut (a StatesError) when the machine's TimeoutSeconds are over
 * @throws the signal's reason when it aborts
 */
export async function runMachine(
  machine: Machine,
  input: Json,
  context: ContextObject,
  host: Host,
  signal: AbortSignal,
  stopped?: StoppedFlow,
): Promise<Json> {
  const execution = linkedController(signal);
  const limit = linkedController(signal);
  try {
    if (machine.timeoutSeconds !== undefined) {
      const abort = () => execution.abort(new ExecutionTimedOut());
      untilAborted(host.sleep(machine.timeoutSeconds * 1000, limit.signal), limit.signal).then(
        abort,
        () => undefined,
      );
    }
    execution.signal.throwIfAborted();
    const thread = Thread.first(host, context, execution.signal);
    const output = await runFlow(machine.flow, new Payload(input), thread, stopped);
    return output.value;
  } finally {
    limit.abort(undefined);
    limit.unlink();
    execution.unlink();
  }
}
