import type { Flow } from '../machine.ts';
import { readState, stateTypes } from '../states/index.ts';
import type { State } from '../states/index.ts';
import { refuse, within } from './place.ts';
import type { FlowFields, Place } from './place.ts';
import { oneOf, record } from './readers.ts';
import { reachableFrom, waysFrom } from './transitions.ts';

/** Reads the states of a machine, a branch or a processor. */
export function readFlow({ StartAt, States }: FlowFields, place: Place): Flow {
  const states = new Map<string, State>();
  for (const [name, definition] of Object.entries(States))
    states.set(name, readNamed(name, definition, place));
  checkWays(StartAt, states, place);
  return { StartAt, States: states };
}

function readNamed(name: string, definition: unknown, around: Place): State {
  const place: Place = { ...around, state: name, field: '' };
  if (name.length > 80) refuse(place, 'the name has more than 80 characters.');
  const { stateNames, language } = place.scope;
  if (stateNames.has(name)) refuse(place, 'the name is taken; names must differ throughout the machine.');
  stateNames.add(name);
  const { QueryLanguage = language, Type } = record(definition, place);
  if (QueryLanguage !== 'JSONata') {
    const at = within(place, 'QueryLanguage');
    refuse(at, `only JSONata is supported, but it is ${JSON.stringify(QueryLanguage)}; set it to "JSONata".`);
  }
  return readState(oneOf(...stateTypes)(Type, within(place, 'Type')), definition, place);
}

/** Every way leads to a state, every state is on a way, and there is an end. */
function checkWays(StartAt: string, states: ReadonlyMap<string, State>, place: Place): void {
  if (!states.has(StartAt)) refuse(within(place, 'StartAt'), `there is no state ${StartAt}.`);
  for (const [name, state] of states) {
    const at: Place = { ...place, state: name, field: '' };
    for (const { next, field } of waysFrom(state)) {
      if (!states.has(next)) refuse({ ...at, field }, `there is no state ${next} here.`);
    }
    if ('Next' in state && (state.Next === undefined) === (state.End === undefined)) {
      refuse(at, 'needs exactly one of Next and End.');
    }
  }
  const reachable = reachableFrom(states, StartAt);
  for (const name of states.keys()) {
    if (!reachable.has(name)) refuse({ ...place, state: name, field: '' }, 'cannot be reached from StartAt.');
  }
  if (![...states.values()].some(isEnd))
    refuse(place, 'no state ends it: set End, or add a Succeed or a Fail.');
}

function isEnd(state: State): boolean {
  return state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);
}
