import { runDistributed } from '../map/distributed-map.ts';
import { runInline } from '../map/inline-map.ts';
import type { MapState } from '../map/map-fields.ts';
import { attempts } from '../run/attempts.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';

export function runMap(state: MapState, visit: Visit): Promise<Transition> {
  const work = state.ItemProcessor.distributed ? runDistributed : runInline;
  return attempts(state, visit, () => work(state, visit));
}
