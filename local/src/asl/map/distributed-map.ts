import { randomUUID } from 'node:crypto';
import { Cancelled } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { Json, MapRun, NewEvent } from '../host.ts';
import type { Machine } from '../machine.ts';
import { Payload } from '../payload.ts';
import { errorAndCause } from '../run/task-events.ts';
import type { Visit } from '../run/visit.ts';
import type { MapState } from './map-fields.ts';
import { batches, readBatchLimits } from './item-batcher.ts';
import type { BatchLimits, ChildInput } from './item-batcher.ts';
import { readerSource } from './reader-source.ts';
import { iterationInput, itemsOf } from './items.ts';
import type { ItemSource } from './items.ts';
import { Ledger } from './ledger.ts';
import { collectResults, destinationOf, writeResults } from './result-writer.ts';
import { Results } from './results.ts';
import { runChildren } from './run-children.ts';
import { isExceeded, readTolerance } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';

// AWS runs up to 10,000 at once where MaxConcurrency is 0 or missing; one machine gains nothing beyond this.
const maxConcurrency = 1_000;

/** A distributed Map with its fields evaluated. */
interface Plan {
  source: ItemSource;
  batch: BatchLimits | undefined;
  concurrency: number;
}

/** One attempt of a distributed Map: a map run whose children are executions of their own. */
export async function runDistributed(state: MapState, visit: Visit): Promise<Payload> {
  const plan = await planOf(state, visit);
  const resumes = visit.resumeAttempt()?.mapRunArn;
  if (!resumes)
    visit.record({
      type: 'MapStateStarted',
      mapStateStartedEventDetails: { length: plan.source.length ?? 0 },
    });
  const tolerance = await readTolerance(state, visit);
  const mapRun = startMapRun(state, visit, plan, tolerance, resumes);
  visit.record(startedEvent(mapRun));
  let result;
  try {
    result = await resultOf(state, visit, plan, tolerance, mapRun);
  } catch (error) {
    recordFailure(visit, mapRun, error);
    throw error;
  }
  mapRun.end('SUCCEEDED');
  visit.record({ type: 'MapRunSucceeded' });
  const output = new Payload(result());
  visit.thread.note({ type: 'MapStateSucceeded' });
  return output;
}

/** Runs the children and writes what they gave, also when too many of them failed. */
async function resultOf(
  state: MapState,
  visit: Visit,
  plan: Plan,
  tolerance: Tolerance,
  mapRun: MapRun,
): Promise<() => Json> {
  const writer = state.ResultWriter;
  const destination = writer && (await destinationOf(writer, mapRun, visit));
  const pending: Json[] = [];
  const tellPending = destination && ((input: Json) => void pending.push(input));
  try {
    const results = await runAll(state, visit, plan, tolerance, mapRun, tellPending);
    if (!writer) return () => results.toJson(visit.name);
  } catch (error) {
    visit.thread.signal.throwIfAborted();
    if (destination) await writeResults(writer, destination, mapRun, pending, visit);
    throw error;
  }
  const written = destination
    ? await writeResults(writer, destination, mapRun, pending, visit)
    : await collectResults(writer, mapRun, visit);
  return () => written;
}

async function planOf(state: MapState, visit: Visit): Promise<Plan> {
  const concurrency = state.MaxConcurrency ? await visit.value(state.MaxConcurrency) : 0;
  return {
    source: state.ItemReader ? await readerSource(state.ItemReader, visit) : await dataSource(state, visit),
    batch: state.ItemBatcher && (await readBatchLimits(state.ItemBatcher, visit)),
    concurrency,
  };
}

async function dataSource(state: MapState, visit: Visit): Promise<ItemSource> {
  const items = await itemsOf(state, visit, state.ItemBatcher === undefined);
  return { name: 'STATE_DATA', length: items.length, open: () => items };
}

function startedEvent({ mapRunArn, redriveCount }: MapRun): NewEvent {
  return redriveCount === 0
    ? { type: 'MapRunStarted', mapRunStartedEventDetails: { mapRunArn } }
    : { type: 'MapRunRedriven', mapRunRedrivenEventDetails: { mapRunArn, redriveCount } };
}

function startMapRun(
  state: MapState,
  visit: Visit,
  plan: Plan,
  tolerance: Tolerance,
  resumes: string | undefined,
): MapRun {
  const label = state.Label ?? randomUUID();
  const { Name } = visit.thread.run.context.StateMachine;
  const processor: Machine = { name: `${Name}/${label}`, flow: state.ItemProcessor.flow };
  return visit.host.startMapRun({
    stateName: visit.name,
    label,
    processor,
    maxConcurrency: plan.concurrency,
    toleratedFailureCount: tolerance.count,
    toleratedFailurePercentage: tolerance.percentage,
    ...(resumes !== undefined && { resumes }),
  });
}

async function runAll(
  state: MapState,
  visit: Visit,
  plan: Plan,
  tolerance: Tolerance,
  mapRun: MapRun,
  pending?: (input: Json) => void,
): Promise<Results> {
  // Percentages need the number of items first; reading twice keeps memory flat where counting along would not.
  const total = plan.source.length ?? (await count(plan.source));
  const expected = plan.batch ? Math.ceil(total / plan.batch.maxItems) : total;
  const results = new Results();
  const children = {
    inputs: childInputs(state, visit, plan),
    mapRun,
    limit: Math.min(plan.concurrency || maxConcurrency, maxConcurrency, total),
    isExceeded: (failed: number) => isExceeded(tolerance, failed, total),
    ledger: new Ledger(total, expected, (counts) => mapRun.progress(counts)),
    results,
    pending,
  };
  await runChildren(children, visit.thread.signal);
  return results;
}

async function count(source: ItemSource): Promise<number> {
  let number = 0;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  for await (const _ of source.open()) number++;
  return number;
}

function childInputs(state: MapState, visit: Visit, plan: Plan): AsyncIterable<ChildInput> {
  const inputs = selected(state, visit, plan.source);
  return plan.batch ? batches(inputs, plan.batch, visit.name) : single(inputs, visit.name);
}

async function* selected(state: MapState, visit: Visit, source: ItemSource): AsyncIterable<Json> {
  let index = 0;
  for await (const item of source.open())
    yield await iterationInput(state, visit, item, index++, source.name);
}

async function* single(inputs: AsyncIterable<Json>, stateName: string): AsyncIterable<ChildInput> {
  for await (const input of inputs) {
    new Payload(input).within(stateName);
    yield { input, items: 1 };
  }
}

function recordFailure(visit: Visit, mapRun: MapRun, error: unknown): void {
  const { signal } = visit.thread;
  mapRun.end(signal.aborted ? 'ABORTED' : 'FAILED');
  if (signal.reason instanceof Cancelled) visit.thread.note({ type: 'MapRunAborted' });
  if (signal.aborted || !(error instanceof StatesError)) return;
  visit.record({ type: 'MapRunFailed', mapRunFailedEventDetails: errorAndCause(error) });
}
