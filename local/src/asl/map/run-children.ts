import { Cancelled, ExecutionTimedOut, ToleranceExceeded } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { Json, MapRun } from '../host.ts';
import { linkedController } from '../run/linked-controller.ts';
import type { ChildInput } from './item-batcher.ts';
import type { Ledger } from './ledger.ts';
import type { Results } from './results.ts';

export interface Children {
  inputs: AsyncIterable<ChildInput>;
  mapRun: MapRun;
  /** How many run at once. */
  limit: number;
  /** Whether so many failed items are more than the state bears. */
  isExceeded(failedItems: number): boolean;
  ledger: Ledger;
  results: Results;
  /** Is told of what was not started when a failure ended the run. */
  pending?: (input: Json) => void;
}

/**
 * Runs a child for each input, reading inputs only as children end.
 * @throws ToleranceExceeded, what reading throws, or the signal's reason; the children that run have ended by then
 */
export async function runChildren(children: Children, signal: AbortSignal): Promise<void> {
  const { inputs, ledger, results } = children;
  const group = linkedController(signal);
  const iterator = inputs[Symbol.asyncIterator]();
  let index = 0;
  let failure: { error: unknown } | undefined;

  async function work(): Promise<void> {
    while (!group.signal.aborted) {
      const next = await iterator.next();
      if (next.done) return;
      if (!group.signal.aborted) await runChild(next.value, index++);
    }
  }

  async function runChild({ input, items }: ChildInput, at: number): Promise<void> {
    ledger.started(items);
    try {
      const output = await children.mapRun.runChild({ index: at, input, items, signal: group.signal });
      results.add(at, output);
      ledger.ended(items, 'succeeded');
    } catch (error) {
      if (group.signal.aborted) return ledger.ended(items, 'aborted');
      if (!(error instanceof StatesError)) throw error;
      // A child that failed takes its place among the results (measured on AWS by the sfnx project).
      results.add(at, { Status: 'FAILED', Error: error.error, Cause: error.errorCause ?? '' });
      ledger.ended(items, error instanceof ExecutionTimedOut ? 'timedOut' : 'failed');
      if (children.isExceeded(ledger.failedItems)) throw new ToleranceExceeded();
    }
  }

  function cancel(error: unknown): void {
    failure ??= { error };
    group.abort(new Cancelled());
  }

  await Promise.all(Array.from({ length: children.limit }, () => work().catch(cancel)));
  group.unlink();
  if (failure && children.pending) await tellPending(iterator, children.pending);
  await iterator.return?.();
  signal.throwIfAborted();
  if (failure) throw failure.error;
}

/** Where reading itself failed, nobody knows what else there was. */
async function tellPending(inputs: AsyncIterator<ChildInput>, pending: (input: Json) => void): Promise<void> {
  try {
    for (let next = await inputs.next(); !next.done; next = await inputs.next()) pending(next.value.input);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
  }
}
