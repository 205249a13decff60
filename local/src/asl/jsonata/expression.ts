import jsonata from 'jsonata';
import type { Json } from '../host.ts';
import { adapt, isAdaptable } from './adapt.ts';
import { BoundedRegExp } from './bounded-regexp.ts';
import { detach, detachLazily, made } from './detach.ts';
import { bindFunctions } from './functions/index.ts';
import { Guard } from './guard.ts';
import { stackOverflow } from './limit-errors.ts';
import { NotJson, plain } from './plain.ts';
import { follow, plainPath } from './plain-path.ts';
import { referencesOf } from './references.ts';
import type { References } from './references.ts';

/** What an expression can read. */
export interface Bindings {
  /** The members of `$states`: input, context, result or errorOutput. What few read is made when it is read. */
  states: Record<string, Json | (() => Json)>;
  variable(name: string): Json | undefined;
  /** What `$now()` and `$millis()` say. */
  now(): Date;
}

/** Why an expression has no value; the message continues AWS's sentence "The JSONata expression '…' …". */
export class ExpressionFailure extends Error {}

/** JSONata's errors are plain objects; those of our own functions are Errors. */
interface JsonataError {
  code?: string;
  message?: string;
}

/** A compiled expression with the state of one evaluation. */
interface Instance {
  compiled: jsonata.Expression;
  guard: Guard;
  now: Date;
}

/** A JSONata expression. Evaluations side by side each have an instance of their own. */
export class Expression {
  /** Without `{%` and `%}`, trimmed. */
  readonly text: string;
  /** What it reads of its surroundings. */
  readonly references: References;
  readonly #path: string[] | undefined;
  readonly #idle: Instance[] = [];
  /** Compiled and not yet part of an instance: making one takes longer, and many expressions are never evaluated. */
  #compiled: jsonata.Expression | undefined;

  /** @throws JSONata's error for a text that is not an expression */
  constructor(text: string) {
    this.text = text;
    this.#path = plainPath(text);
    this.#compiled = this.#path ? undefined : compile(text);
    this.references = this.#compiled ? referencesOf(this.#compiled.ast()) : referencesOfPath(this.#path!);
  }

  /** @throws ExpressionFailure */
  async evaluate(bindings: Bindings): Promise<Json> {
    const found = this.lookUp(bindings);
    return found === undefined ? this.#compute(bindings) : found;
  }

  /** The value of a plain path; undefined where JSONata has to find it, or to say why there is none. */
  lookUp(bindings: Bindings): Json | undefined {
    if (!this.#path) return undefined;
    const [first, ...names] = this.#path;
    if (first !== 'states') return follow(bindings.variable(first!), names);
    const [member, ...rest] = names;
    if (member === undefined || !Object.hasOwn(bindings.states, member)) return undefined;
    return follow(made(bindings.states[member]!), rest);
  }

  async #compute(bindings: Bindings): Promise<Json> {
    const instance = this.#idle.pop() ?? this.#newInstance();
    try {
      instance.now = bindings.now();
      instance.guard.start();
      return plainResult(await run(instance, this.#valuesOf(bindings)));
    } finally {
      this.#idle.push(instance);
    }
  }

  #newInstance(): Instance {
    const compiled = this.#compiled ?? compile(this.text);
    this.#compiled = undefined;
    const instance: Instance = { compiled, guard: new Guard(compiled), now: new Date(0) };
    bindFunctions(compiled, () => instance.now);
    return instance;
  }

  #valuesOf(bindings: Bindings): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const name of this.references.variables) {
      const value = bindings.variable(name);
      if (value !== undefined) values[name] = detach(value);
    }
    values.states = detachLazily(bindings.states);
    return values;
  }
}

function referencesOfPath([first, second]: string[]): References {
  const states = first === 'states' && second !== undefined ? [second] : [];
  return { variables: [first!], topLevel: [], root: false, states };
}

function compile(text: string): jsonata.Expression {
  // The declared type wants a RegExp where JSONata wants its class.
  const compiled = jsonata(text, { RegexEngine: BoundedRegExp as unknown as RegExp });
  if (isAdaptable(text)) adapt(compiled.ast(), text);
  return compiled;
}

async function run({ compiled, guard }: Instance, values: Record<string, unknown>): Promise<unknown> {
  try {
    return await (compiled.evaluate(undefined, values) as Promise<unknown>);
  } catch (error) {
    const { code, message } = guard.explain(error) as JsonataError;
    throw new ExpressionFailure(
      `threw an error during evaluation${code === undefined ? ': ' : `. ${code}: `}${message}`,
    );
  }
}

function plainResult(result: unknown): Json {
  if (result === undefined) throw new ExpressionFailure('returned nothing (undefined).');
  try {
    return plain(result);
  } catch (error) {
    if (error instanceof NotJson) throw new ExpressionFailure('returned an unsupported result type.');
    // Nested deeper than the stack.
    if (error instanceof RangeError)
      throw new ExpressionFailure(`threw an error during evaluation: ${stackOverflow().message}`);
    throw error;
  }
}
