/**
 * Where an execution stopped, read from its history, so that a redrive takes it up there. Nothing is evaluated again:
 * inputs, outputs and variables stand in the events, and each event's mark says to which branch it belongs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states
 */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { EventMark, Json } from '../host.ts';
import { Payload } from '../payload.ts';
import type { Transition } from './transition.ts';
import { parseJson } from '../json/index.ts';

/** An event as it was recorded, with what the recorder keeps beside it. */
export type MarkedEvent = HistoryEvent & EventMark;

/** A machine's line of work, a branch or an iteration. With neither `open` nor `left` no state was entered. */
export interface StoppedFlow {
  /** What its states assigned. */
  variables: Record<string, Json>;
  /** Id of the event that the next state's Entered event follows; undefined for the first state's. */
  last?: number;
  /** The state that was entered and not left. */
  open?: OpenState;
  /** How the last state was left, where the next one was not entered. */
  left?: Transition;
}

export interface OpenState {
  name: string;
  input: Payload;
  enteredId: number;
  enteredTime: Date;
  /** Of a Parallel or a Map: its last attempt. */
  attempt?: StoppedAttempt;
}

export interface StoppedAttempt {
  /** Id of the event that started the branches, the iterations or the map run. */
  startedId: number;
  /** By index; those that had not begun are missing. */
  branches: Map<number, StoppedFlow>;
  mapRunArn?: string;
}

/** The flows of each attempt of a Parallel or a Map, by the id of the event that started them. */
type Branches = Map<number, Map<number, StoppedFlow>>;

/** Where the machine's own line of work stopped. */
export function stoppedFlow(events: MarkedEvent[]): StoppedFlow {
  const branches: Branches = new Map();
  const main: StoppedFlow = { variables: {} };
  for (const event of events) apply(flowOf(event, main, branches), event, branches);
  forgetAttempts(main, events.at(-1)?.executionFailedEventDetails?.error);
  return main;
}

/** The output of a flow that had come to its end. */
export function outputOf(flow: StoppedFlow | undefined): { output: Payload } | undefined {
  return flow?.left && flow.left.next === undefined ? flow.left : undefined;
}

function flowOf({ branch }: MarkedEvent, main: StoppedFlow, branches: Branches): StoppedFlow {
  if (!branch) return main;
  const [startedId, index] = branch.split('/').map(Number) as [number, number];
  const flows = branches.get(startedId)!;
  const flow = flows.get(index) ?? { variables: {} };
  flows.set(index, flow);
  return flow;
}

function apply(flow: StoppedFlow, event: MarkedEvent, branches: Branches): void {
  if (event.stateEnteredEventDetails) enter(flow, event);
  else if (event.stateExitedEventDetails) leave(flow, event);
  else if (event.type === 'MapIterationStarted') flow.last = event.id!;
  else if (flow.open) advance(flow.open, event, branches);
}

function enter(flow: StoppedFlow, { id, timestamp, stateEnteredEventDetails }: MarkedEvent): void {
  const { name, input } = stateEnteredEventDetails!;
  delete flow.left;
  flow.open = { name: name!, input: new Payload(parse(input)), enteredId: id!, enteredTime: timestamp! };
}

function leave(flow: StoppedFlow, { id, next, stateExitedEventDetails }: MarkedEvent): void {
  const { output, assignedVariables = {} } = stateExitedEventDetails!;
  for (const [name, text] of Object.entries(assignedVariables)) flow.variables[name] = parse(text);
  delete flow.open;
  flow.left = { output: new Payload(parse(output)), next: next ?? undefined };
  flow.last = id!;
}

function advance(open: OpenState, { id, type, mapRunStartedEventDetails }: MarkedEvent, all: Branches): void {
  if (type === 'ParallelStateStarted' || type === 'MapStateStarted') {
    const branches = new Map<number, StoppedFlow>();
    all.set(id!, branches);
    open.attempt = { startedId: id!, branches };
  } else if (open.attempt && mapRunStartedEventDetails) {
    open.attempt.mapRunArn = mapRunStartedEventDetails.mapRunArn!;
  }
}

/**
 * After States.DataLimitExceeded a Parallel or a Map runs anew with all its branches; after States.Runtime a
 * distributed Map does. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
 */
function forgetAttempts(flow: StoppedFlow, error: string | undefined): void {
  const { open } = flow;
  if (!open?.attempt) return;
  const isMapRun = open.attempt.mapRunArn !== undefined;
  if (error === 'States.DataLimitExceeded' || (error === 'States.Runtime' && isMapRun)) delete open.attempt;
  else for (const branch of open.attempt.branches.values()) forgetAttempts(branch, error);
}

function parse(text: string | undefined): Json {
  return parseJson(text ?? 'null');
}
