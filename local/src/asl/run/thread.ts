import type { Host, NewEvent } from '../host.ts';
import type { ContextObject } from '../machine.ts';
import type { StoppedFlow } from './stopped-flow.ts';
import { HistoryFull } from '../errors.ts';
import { Variables } from './variables.ts';

// The last of AWS's 25,000 events is the execution's end: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html
const maxEvents = 24_999;

/** What a whole execution shares. */
export interface Run {
  host: Host;
  context: ContextObject;
  /** Id of the newest event. */
  newest: number;
}

/** One line of work: the machine's, a branch's or an iteration's, with its variables and its chain of events. */
export class Thread {
  readonly run: Run;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  /** Which branch or iteration it is; undefined of the machine's own line. */
  readonly #branch: string | undefined;
  /** Id of the event that the next one follows. */
  last: number;
  /** Id of the newest event, on the chain or beside it. */
  latest: number;

  private constructor(run: Run, variables: Variables, signal: AbortSignal, last: number, branch?: string) {
    this.run = run;
    this.variables = variables;
    this.signal = signal;
    this.#branch = branch;
    this.last = last;
    this.latest = last;
  }

  /** The first state follows no event: AWS gives its Entered event the previous id 0. */
  static first(host: Host, context: ContextObject, signal: AbortSignal): Thread {
    return new Thread({ host, context, newest: 0 }, new Variables(), signal, 0);
  }

  /** A line of work within this one that follows the event `last`. */
  inner(signal: AbortSignal, last: number, branch: string): Thread {
    return new Thread(this.run, new Variables(this.variables), signal, last, branch);
  }

  /** Whether it is a branch or an iteration, so that its failure ends something larger. */
  get nested(): boolean {
    return this.#branch !== undefined;
  }

  /** Takes up the line where it stopped, on a redrive. */
  resume({ variables, last = this.last }: StoppedFlow): void {
    this.variables.assign(variables);
    this.follow(last);
  }

  /** The next event will follow one that was recorded before the redrive. */
  follow(id: number): void {
    this.last = id;
    this.latest = Math.max(this.latest, id);
  }

  /**
   * Records an event that the next one will follow.
   * @param next of an Exited event: the state that follows; null where the flow ends
   */
  record(event: NewEvent, next?: string | null): number {
    this.signal.throwIfAborted();
    return (this.last = this.note(event, next));
  }

  /** Records an event that AWS leaves out of the chain: the next one follows the same event as this. */
  note(event: NewEvent, next?: string | null): number {
    const { run } = this;
    if (run.newest >= maxEvents) throw new HistoryFull();
    run.newest = run.host.record(event, this.last, this.#branch, next);
    return (this.latest = run.newest);
  }
}
