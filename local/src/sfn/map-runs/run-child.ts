import { randomUUID } from 'node:crypto';
import type { Machine } from '../../asl/index.ts';
import { StatesError } from '../../asl/host.ts';
import type { ChildRequest, Json } from '../../asl/host.ts';
import { parseJson, stringify } from '../../asl/json/index.ts';
import { formatArn } from '../arns.ts';
import { readIndex } from '../disk/execution-index.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { readExecution } from '../disk/execution-record.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import { childPlace, childrenIndex } from '../disk/layout.ts';
import type { LiveExecution } from '../executions/live-execution.ts';
import { recordRedrive } from '../executions/record-redrive.ts';
import { recordStart } from '../executions/record-start.ts';
import type { Launch, Recorded } from '../executions/recorded.ts';
import { notRedrivable } from '../executions/redrivable.ts';
import type { StatesState } from '../state.ts';
import type { LiveMapRun } from './live-map-run.ts';

/** What the children of a map run have in common. */
export interface Children {
  mapRun: LiveMapRun;
  parent: LiveExecution;
  /** The Map's ItemProcessor. */
  program: Machine;
  /** Names of those that an earlier attempt began, by index. */
  begun: Map<number, string>;
  launch: Launch;
}

/** The names of the children that were begun, by index. */
export function begunChildren(directory: string): Map<number, string> {
  return new Map(readIndex(childrenIndex(directory)).map(({ index, name }) => [index!, name]));
}

/** Runs a child, or takes it up again where it stopped, and gives its output. */
export async function runChild(children: Children, request: ChildRequest, state: StatesState): Promise<Json> {
  const { parent, program, launch } = children;
  await parent.history.written();
  request.signal.throwIfAborted();
  const { owner, root } = parent;
  const before = begunChild(children, request.index);
  // What ended for good stays as it ended.
  if (
    before &&
    (before.record.status === 'SUCCEEDED' ||
      notRedrivable(before.record, before.place.directory, state.clock.now()))
  ) {
    return outputOf(before.record, request.signal);
  }
  const recorded = before
    ? recordRedrive({ owner, program, root, ...before }, state)
    : recordChild(children, request, state);
  const child = launch(recorded, state);
  const abort = () => child.controller.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  parent.underWay.add(child.done);
  try {
    return outputOf(await child.done, request.signal);
  } finally {
    request.signal.removeEventListener('abort', abort);
  }
}

function begunChild(
  { mapRun, begun }: Children,
  index: number,
): { record: ExecutionRecord; place: ExecutionPlace } | undefined {
  const name = begun.get(index);
  if (name === undefined) return undefined;
  const place = childPlace(mapRun.directory, name);
  return { record: readExecution(place.directory)!, place };
}

function recordChild(
  { mapRun, parent, program }: Children,
  request: ChildRequest,
  state: StatesState,
): Recorded {
  const { owner, root } = parent;
  const { label, mapRunArn, stateMachineArn } = mapRun.record;
  const name = randomUUID();
  const executionArn = formatArn(state.account, 'execution', { machine: owner.name, label, name });
  const place = childPlace(mapRun.directory, name);
  const input = stringify(request.input);
  const { items: itemCount, index } = request;
  return recordStart(
    { owner, program, root, place, executionArn, stateMachineArn, name, input, mapRunArn, itemCount, index },
    state,
  );
}

function outputOf(record: ExecutionRecord, signal: AbortSignal): Json {
  if (record.status === 'SUCCEEDED') return parseJson(record.output!);
  signal.throwIfAborted();
  throw new StatesError(record.error ?? '', record.cause);
}
