import type { EventQueue } from './event-queue.ts';
import type { Place } from './function-name.ts';
import type { Invocations } from './invocations.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What Lambda's operations share. */
export interface LambdaState {
  place: Place;
  functions: Map<string, LambdaFunction>;
  invocations: Invocations;
  events: EventQueue;
}
