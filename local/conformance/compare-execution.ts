import type { Json } from '../src/asl/host.ts';
import type { DescribedEvent } from './describe-event.ts';
import { difference } from './matching.ts';
import type { RecordedEvent, RecordedExecution } from './recorded-case.ts';
import type { Replay } from './replay.ts';

/** The first thing in which our run of a case is not what was recorded; undefined where it agrees. */
export function compareExecution(recorded: RecordedExecution, actual: Replay): string | undefined {
  return (
    endDifference(recorded, actual) ?? eventDifference(recorded, actual) ?? taskDifference(recorded, actual)
  );
}

function endDifference({ expected, wildcards }: RecordedExecution, actual: Replay): string | undefined {
  if (expected.status === null) return undefined;
  const { status, output, error } = actual;
  const cause = decodedCause(actual.cause, expected.causeIsJson);
  const ended: [string, Json, Json][] = [
    ['status', expected.status, status],
    ['error', expected.error, error],
    ['cause', expected.cause, cause],
    ['output', expected.status === 'SUCCEEDED' ? expected.output : null, output],
  ];
  for (const [name, before, now] of ended) {
    const found = difference(before, now, wildcards, name);
    if (found) return found;
  }
  return undefined;
}

/** A cause that was recorded as the object that its text holds. */
export function decodedCause(cause: string | null, isJson: boolean | undefined): Json {
  return isJson && cause !== null ? (JSON.parse(cause) as Json) : cause;
}

/** The types in order; what ran side by side may have happened in another order. */
function eventDifference(
  { events, eventsSorted, expected }: RecordedExecution,
  actual: Replay,
): string | undefined {
  if (!events) return undefined;
  const recorded = events.map(({ type }) => type);
  const types = actual.events.map(({ type }) => type);
  if (expected.status === null) return differenceInOrder(recorded, types.slice(0, recorded.length));
  if (eventsSorted)
    return differenceInAnyOrder(
      recorded,
      types.filter((type) => !endsParallel(type)),
    );
  const inOrder = differenceInOrder(recorded, types);
  if (!inOrder || !hasSideBySide(recorded)) return inOrder;
  return differenceInAnyOrder(recordedChains(events), ourChains(actual)) && inOrder;
}

/** AWS's events that end a Parallel were lost where its events were sorted. */
function endsParallel(type: string): boolean {
  return /^ParallelState(Failed|Succeeded)$/.test(type);
}

function hasSideBySide(types: string[]): boolean {
  return types.some((type) => type === 'ParallelStateStarted' || type === 'MapIterationStarted');
}

function differenceInOrder(recorded: string[], actual: string[]): string | undefined {
  const length = Math.max(recorded.length, actual.length);
  for (let at = 0; at < length; at++) {
    if (recorded[at] !== actual[at]) {
      return `event ${at + 1}: recorded ${recorded[at] ?? 'none'}, got ${actual[at] ?? 'none'}`;
    }
  }
  return undefined;
}

function differenceInAnyOrder(recorded: string[], actual: string[]): string | undefined {
  return differenceInOrder(recorded.toSorted(), actual.toSorted());
}

/** Each event as the types on its way from the start, which is the same whatever ran beside it. */
function recordedChains(events: RecordedEvent[]): string[] {
  return chains(events.map(({ id, prev, type }) => ({ id, prev, type })));
}

function ourChains({ events, previousEventIds }: Replay): string[] {
  const previous = [0, ...previousEventIds, events.length - 1];
  return chains(events.map(({ type }: DescribedEvent, at) => ({ id: at + 1, prev: previous[at]!, type })));
}

function chains(events: { id: number; prev: number; type: string }[]): string[] {
  const wayTo = new Map<number, string>();
  for (const { id, prev, type } of events) {
    // A join follows whichever branch happened to end last.
    const joins = /^(ParallelState|MapState)(Succeeded|Failed|Exited)$|^Execution/.test(type);
    wayTo.set(id, joins ? type : `${wayTo.get(prev) ?? ''}/${type}`);
  }
  return [...wayTo.values()];
}

function taskDifference(
  { tasks = [], wildcards }: RecordedExecution,
  { requests }: Replay,
): string | undefined {
  const left = [...requests];
  for (const { state, parameters, input } of tasks) {
    const sent = parameters ?? input;
    const differences = left.map((request) =>
      request.state === state
        ? difference(sent, request.arguments, wildcards, `arguments of ${state}`)
        : `no further call of ${state}`,
    );
    const same = differences.indexOf(undefined);
    if (same < 0) return differences[0] ?? `no further call of ${state}`;
    left.splice(same, 1);
  }
  return undefined;
}
