import type { LeftOut } from '../template/index.ts';
import type { EventQueue } from './event-queue.ts';
import type { Place } from './function-name.ts';
import type { Invocations } from './invocations.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What Lambda's operations share. */
export interface LambdaState {
  place: Place;
  functions: Map<string, LambdaFunction>;
  /** Functions of the template that cannot be served. */
  leftOut?: LeftOut;
  invocations: Invocations;
  events: EventQueue;
}
