import type { Payload } from '../payload.ts';

/** Where a state leads: the next state's input, or without `next` the flow's output. */
export interface Transition {
  output: Payload;
  next: string | undefined;
}
