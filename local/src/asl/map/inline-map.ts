import { Cancelled, RuntimeError } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { NewEvent } from '../host.ts';
import { Payload } from '../payload.ts';
import { sideBySide } from '../run/side-by-side.ts';
import { outputOf } from '../run/stopped-flow.ts';
import type { Visit } from '../run/visit.ts';
import type { MapState } from './map-fields.ts';
import { itemsOf, iterationInput } from './items.ts';
import { readTolerance } from './tolerance.ts';

// What AWS runs at once at most, and where MaxConcurrency is 0 or missing.
const maxConcurrency = 40;

/** One attempt of an inline Map: its iterations run within the execution. */
export async function runInline(state: MapState, visit: Visit): Promise<Payload> {
  const items = await itemsOf(state, visit, false);
  const given = state.MaxConcurrency ? await visit.value(state.MaxConcurrency) : 0;
  // AWS evaluates the thresholds here as well, though only a distributed Map bears failures.
  await readTolerance(state, visit);
  const stopped = visit.resumeAttempt();
  if (!stopped)
    visit.record({ type: 'MapStateStarted', mapStateStartedEventDetails: { length: items.length } });
  const inputs: Payload[] = [];
  for (const [index, item] of items.entries()) {
    inputs.push(visit.payload(await iterationInput(state, visit, item, index)));
  }
  const outputs = await sideBySide(
    visit.thread,
    inputs.length,
    Math.min(given || maxConcurrency, maxConcurrency),
    async (index, thread) => {
      const iteration = { name: visit.name, index };
      const before = stopped?.branches.get(index);
      const finished = outputOf(before);
      if (finished) return finished.output;
      if (!before) thread.record({ type: 'MapIterationStarted', mapIterationStartedEventDetails: iteration });
      try {
        const output = await visit.runFlow(state.ItemProcessor.flow, inputs[index]!, thread, before);
        thread.note({ type: 'MapIterationSucceeded', mapIterationSucceededEventDetails: iteration });
        return output;
      } catch (error) {
        const event = endEvent(error, iteration);
        if (event) thread.note(event);
        throw error;
      }
    },
  );
  const result = Payload.list(outputs).within(visit.name);
  visit.thread.note({ type: 'MapStateSucceeded' });
  return result;
}

/** The event of an iteration that did not succeed; a stopped execution and runtime errors leave none. */
function endEvent(error: unknown, iteration: { name: string; index: number }): NewEvent | undefined {
  if (error instanceof Cancelled) {
    return { type: 'MapIterationAborted', mapIterationAbortedEventDetails: iteration };
  }
  if (error instanceof StatesError && !(error instanceof RuntimeError)) {
    return { type: 'MapIterationFailed', mapIterationFailedEventDetails: iteration };
  }
  return undefined;
}
