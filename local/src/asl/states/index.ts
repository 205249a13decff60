import type { AnyState, Flow, StateType } from '../machine.ts';
import type { Place } from '../parse/place.ts';
import { fieldsOf } from '../parse/readers.ts';
import type { Reader } from '../parse/readers.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';
import { choiceFields, runChoice } from './choice.ts';
import type { ChoiceState } from './choice.ts';
import { failFields, runFail } from './fail.ts';
import type { FailState } from './fail.ts';
import { checkMap, mapFields } from '../map/map-fields.ts';
import type { MapState } from '../map/map-fields.ts';
import { runMap } from './map.ts';
import { parallelFields, runParallel } from './parallel.ts';
import type { ParallelState } from './parallel.ts';
import { passFields, runPass } from './pass.ts';
import type { PassState } from './pass.ts';
import { runSucceed, succeedFields } from './succeed.ts';
import type { SucceedState } from './succeed.ts';
import { checkTask, runTask, taskFields } from './task.ts';
import type { TaskState } from './task.ts';
import { checkWait, runWait, waitFields } from './wait.ts';
import type { WaitState } from './wait.ts';

export type State =
  ChoiceState | FailState | MapState | ParallelState | PassState | SucceedState | TaskState | WaitState;

interface StateKind<S extends State> {
  read: Reader<S>;
  /** Rules that span fields. */
  check?(state: S, place: Place): void;
  run(state: S, visit: Visit): Promise<Transition>;
}

type StateKinds = { [Type in StateType]: StateKind<Extract<State, { Type: Type }>> };

const stateKinds: StateKinds = {
  Choice: { read: fieldsOf(choiceFields), run: runChoice },
  Fail: { read: fieldsOf(failFields), run: runFail },
  Map: { read: fieldsOf(mapFields), check: checkMap, run: runMap },
  Parallel: { read: fieldsOf(parallelFields), run: runParallel },
  Pass: { read: fieldsOf(passFields), run: runPass },
  Succeed: { read: fieldsOf(succeedFields), run: runSucceed },
  Task: { read: fieldsOf(taskFields), check: checkTask, run: runTask },
  Wait: { read: fieldsOf(waitFields), check: checkWait, run: runWait },
};

export const stateTypes = Object.keys(stateKinds) as StateType[];

/** @throws InvalidDefinition */
export function readState(type: StateType, value: unknown, place: Place): State {
  const kind = stateKinds[type] as StateKind<State>;
  const state = kind.read(value, place);
  kind.check?.(state, place);
  return state;
}

/** @param state that `readState` read, as all are */
export function runState(state: AnyState, visit: Visit): Promise<Transition> {
  return (stateKinds[state.Type] as StateKind<State>).run(state as State, visit);
}

/** The states of a flow with what their kinds know: `readState` read them. */
export function statesOf(flow: Flow): ReadonlyMap<string, State> {
  return flow.States as ReadonlyMap<string, State>;
}
