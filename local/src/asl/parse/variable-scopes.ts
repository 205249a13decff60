import { InvalidDefinition } from '../invalid-definition.ts';
import type { Flow } from '../machine.ts';
import { statesOf } from '../states/index.ts';
import type { State } from '../states/index.ts';
import { reaching, waysFrom } from './transitions.ts';

/**
 * Branches and iterations read the variables around them and cannot assign them.
 * @param outer names assigned on the way into the flow
 * @throws InvalidDefinition where a flow assigns one of these names
 */
export function checkVariableScopes(machine: string, flow: Flow, outer: ReadonlySet<string>): void {
  for (const [name, state] of statesOf(flow)) {
    for (const assigned of assignedBy(state)) {
      if (outer.has(assigned)) {
        const problem =
          'is assigned outside already, and branches and iterations only read it; take another name.';
        throw new InvalidDefinition(machine, name, `Assign/${assigned}`, problem);
      }
    }
    const inside = innerFlows(state);
    if (inside.length === 0) continue;
    const around = new Set([...outer, ...assignedOnTheWay(flow, name)]);
    // A distributed Map's children are executions of their own and see no variables of their parent's.
    for (const { inner, separate } of inside) {
      checkVariableScopes(machine, inner, separate ? new Set() : around);
    }
  }
}

function assignedBy(state: State): string[] {
  const own = 'Assign' in state ? (state.Assign?.names ?? []) : [];
  return [...own, ...waysFrom(state).flatMap(({ assigned }) => assigned)];
}

/** Names assigned before a state can be entered, on whichever way. */
function assignedOnTheWay(flow: Flow, name: string): string[] {
  const states = statesOf(flow);
  const before = reaching(states, name);
  return [...states.values()].flatMap((state) =>
    waysFrom(state)
      .filter(({ next }) => before.has(next))
      .flatMap(({ assigned }) => assigned),
  );
}

function innerFlows(state: State): { inner: Flow; separate: boolean }[] {
  if (state.Type === 'Parallel') return state.Branches.map((inner) => ({ inner, separate: false }));
  if (state.Type !== 'Map') return [];
  return [{ inner: state.ItemProcessor.flow, separate: state.ItemProcessor.distributed }];
}
