import type { Host, NewEvent } from '../host.ts';
import type { ContextObject } from '../machine.ts';
import { Variables } from './variables.ts';

/** What a whole execution shares. */
export interface Run {
  host: Host;
  context: ContextObject;
}

/** One line of work: the machine's, a branch's or an iteration's, with its variables and its chain of events. */
export class Thread {
  readonly run: Run;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  /** Whether it is a branch or an iteration, so that its failure ends something larger. */
  readonly nested: boolean;
  /** Id of the event that the next one follows. */
  last: number;
  /** Id of the newest event, on the chain or beside it. */
  latest: number;

  private constructor(run: Run, variables: Variables, signal: AbortSignal, last: number, nested: boolean) {
    this.run = run;
    this.variables = variables;
    this.signal = signal;
    this.nested = nested;
    this.last = last;
    this.latest = last;
  }

  /** The first state follows no event: AWS gives its Entered event the previous id 0. */
  static first(run: Run, signal: AbortSignal): Thread {
    return new Thread(run, new Variables(), signal, 0, false);
  }

  /** A line of work within this one that follows the event `last`. */
  inner(signal: AbortSignal, last: number): Thread {
    return new Thread(this.run, new Variables(this.variables), signal, last, true);
  }

  /** Records an event that the next one will follow. */
  record(event: NewEvent): number {
    this.signal.throwIfAborted();
    return (this.last = this.note(event));
  }

  /** Records an event that AWS leaves out of the chain: the next one follows the same event as this. */
  note(event: NewEvent): number {
    return (this.latest = this.run.host.record(event, this.last));
  }
}
