import { DataLimitExceeded, EvaluationError, RuntimeError } from '../errors.ts';
import type { Json, NewEvent } from '../host.ts';
import type { Bindings } from '../jsonata/expression.ts';
import { evaluateTemplate, TemplateFailure } from '../jsonata/template.ts';
import type { Template } from '../jsonata/template.ts';
import type { Flow, StateType } from '../machine.ts';
import type { Assignments } from '../parse/assignments.ts';
import { Payload } from '../payload.ts';
import { typeName } from '../value.ts';
import type { Value } from '../value.ts';
import { enteredEvent, evaluationFailedEvent, exitedEvent } from './events.ts';
import type { OpenState, StoppedAttempt, StoppedFlow } from './stopped-flow.ts';
import type { Thread } from './thread.ts';
import type { Transition } from './transition.ts';
import { stringify } from '../json/index.ts';

/** How a state is left: by its own fields, by a Choice rule's or by a catcher's. */
export interface Exit {
  fields: { Assign?: Assignments | undefined; Output?: Template | undefined };
  /** Members of `$states` besides input and context: `result` or `errorOutput`. */
  members?: Record<string, Json>;
  /** The output where the fields have none. */
  output: Payload;
  next: string | undefined;
}

export type RunFlow = (flow: Flow, input: Payload, thread: Thread, stopped?: StoppedFlow) => Promise<Payload>;

/** One visit of a state, from its Entered event to its Exited event. Attempts of the state share it. */
export class Visit {
  readonly thread: Thread;
  readonly name: string;
  readonly type: StateType;
  readonly input: Payload;
  /** Runs branches and iterations; given so that states need not know the loop that runs them. */
  readonly runFlow: RunFlow;
  /** How often the state was repeated; only Task, Parallel and Map have it in the context object. */
  retryCount: number | undefined;
  taskToken: string | undefined;
  readonly #enteredTime: Date;
  readonly #enteredId: number;
  #stopped: StoppedAttempt | undefined;

  /** @param open the visit to take up again, on a redrive: its Entered event stands; only a Fail is entered anew */
  constructor(
    thread: Thread,
    name: string,
    type: StateType,
    input: Payload,
    runFlow: RunFlow,
    open?: OpenState,
  ) {
    this.thread = thread;
    this.name = name;
    this.type = type;
    this.input = input;
    this.runFlow = runFlow;
    if (open && type !== 'Fail') {
      this.#enteredTime = open.enteredTime;
      this.#enteredId = open.enteredId;
      this.#stopped = open.attempt;
      thread.follow(open.enteredId);
    } else {
      this.#enteredTime = thread.run.host.now();
      this.#enteredId = thread.record(enteredEvent(type, name, input));
    }
  }

  get host() {
    return this.thread.run.host;
  }

  /** Where the attempt stopped that this redrive takes up again; undefined of every other attempt. */
  resumeAttempt(): StoppedAttempt | undefined {
    const stopped = this.#stopped;
    this.#stopped = undefined;
    if (stopped) this.thread.follow(stopped.startedId);
    return stopped;
  }

  /** `$states.context` as it is now. Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
  get context(): Record<string, Json> {
    return {
      ...this.thread.run.context,
      State: {
        Name: this.name,
        EnteredTime: this.#enteredTime.toISOString(),
        ...(this.retryCount !== undefined && { RetryCount: this.retryCount }),
      },
      ...(this.taskToken !== undefined && { Task: { Token: this.taskToken } }),
    };
  }

  /**
   * Evaluates a field; `members` join or replace those of `$states`.
   * @throws EvaluationError, its event recorded
   */
  async evaluate(template: Template, members: Record<string, Json> = {}): Promise<Json> {
    try {
      return await evaluateTemplate(template, this.#bindings(members));
    } catch (error) {
      if (error instanceof TemplateFailure) throw this.evaluationError(error.message, error.location);
      throw error;
    }
  }

  /**
   * Evaluates a field of one type.
   * @throws EvaluationError, its event recorded
   */
  async value<T extends Json>({ template, type, field }: Value<T>): Promise<T> {
    const value = await this.evaluate(template);
    if (!type.accepts(value)) throw this.unexpectedType(template, type.name, value, field);
    const problem = type.problem?.(value, field);
    if (problem !== undefined) throw this.evaluationError(problem, field);
    return value;
  }

  unexpectedType(template: Template, expected: string, value: Json, field: string): EvaluationError {
    const what =
      template.kind === 'expression'
        ? `The JSONata expression '${template.expression.text}' specified for the field '${field}' returned`
        : `The field '${field}' has`;
    return this.evaluationError(
      `${what} an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${stringify(value)}`,
      field,
    );
  }

  /** Records EvaluationFailed and gives the error to throw. */
  evaluationError(problem: string, location?: string): EvaluationError {
    const error = new EvaluationError(this.#causeOf(problem));
    this.thread.record(evaluationFailedEvent(this.name, error.error, error.errorCause!, location));
    return error;
  }

  runtimeError(problem: string): RuntimeError {
    return new RuntimeError(this.#causeOf(problem));
  }

  record(event: NewEvent): void {
    this.thread.record(event);
  }

  /** Evaluates Assign and Output, both with the variables as the state found them, and records the Exited event. */
  async leave({ fields, members = {}, output, next }: Exit): Promise<Transition> {
    const assigned =
      fields.Assign && ((await this.evaluate(fields.Assign.template, members)) as Record<string, Json>);
    const value = fields.Output ? new Payload(await this.evaluate(fields.Output, members)) : output;
    value.within(this.name);
    if (assigned) this.#checkVariables(assigned);
    this.thread.record(exitedEvent(this.type, this.name, value, assigned), next ?? null);
    if (assigned) this.thread.variables.assign(assigned);
    return { output: value, next };
  }

  /** @throws DataLimitExceeded for a value that no state can hand on */
  payload(value: Json): Payload {
    return new Payload(value).within(this.name);
  }

  /** AWS documents both limits, not the error: the one that other data has is taken. */
  #checkVariables(assigned: Record<string, Json>): void {
    this.payload(assigned);
    if (!this.thread.variables.fit(assigned)) throw new DataLimitExceeded(this.name);
  }

  #causeOf(problem: string): string {
    const { name } = this;
    return `An error occurred while executing the state '${name}' (entered at the event id #${this.#enteredId}). ${problem}`;
  }

  #bindings(members: Record<string, Json>): Bindings {
    return {
      states: { input: this.input.value, context: () => this.context, ...members },
      variable: (name) => this.thread.variables.get(name),
      now: () => this.host.now(),
    };
  }
}
