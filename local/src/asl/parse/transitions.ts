import type { State } from '../states/index.ts';

/** A way from a state to another, with the variables assigned on it. */
export interface Way {
  next: string;
  /** The field that names it, e.g. `Choices[1]/Next`. */
  field: string;
  assigned: string[];
}

/** Every way out of a state to another one. */
export function waysFrom(state: State): Way[] {
  const ways: Way[] = [];
  const add = (
    field: string,
    next: string | undefined,
    fields: { Assign?: { names: string[] } | undefined },
  ) => {
    if (next !== undefined) ways.push({ next, field, assigned: fields.Assign?.names ?? [] });
  };
  if (state.Type === 'Choice') {
    state.Choices.forEach((rule, index) => add(`Choices[${index}]/Next`, rule.Next, rule));
    add('Default', state.Default, state);
  } else if ('Next' in state) add('Next', state.Next, state);
  if ('Catch' in state)
    state.Catch?.forEach((catcher, index) => add(`Catch[${index}]/Next`, catcher.Next, catcher));
  return ways;
}

/** The state of this name and all from which it can be reached. */
export function reaching(states: ReadonlyMap<string, State>, name: string): Set<string> {
  const sources = new Map<string, string[]>();
  for (const [source, state] of states) {
    for (const { next } of waysFrom(state)) sources.set(next, [...(sources.get(next) ?? []), source]);
  }
  const found = new Set([name]);
  for (const target of found) sources.get(target)?.forEach((source) => found.add(source));
  return found;
}

/** The states that can be reached from the one of this name, itself included. */
export function reachableFrom(states: ReadonlyMap<string, State>, name: string): Set<string> {
  const found = new Set([name]);
  for (const source of found) {
    const state = states.get(source);
    if (state) for (const { next } of waysFrom(state)) found.add(next);
  }
  return found;
}
