import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Expression, ExprNode } from 'jsonata';
import { isAdded } from './adapt.ts';
import { ExactNumbers } from './exact-numbers.ts';
import { evaluationTimeout, memoryExceeded, stackOverflow } from './limit-errors.ts';
import { Siblings } from './siblings.ts';

// AWS accepts a chain of 100 additions and refuses 101 (measured in us-east-1, 2026, by the Floci project).
const maxDepth = 100;
/** How long an expression may compute, in milliseconds of the processor. */
const defaultTime = 10_000;
/** How long it computes before others have their turn. */
const slice = 10;
/** Elements of an array; more than AWS's $range gives, and than an expression over a payload needs. */
const maxElements = 500_000;
const maxTextLength = 16_000_000;
/** Bytes of all arrays and texts that its nodes gave, an element counted as 8. */
const maxAllocated = 256_000_000;
/** Comparisons of `^( )`, whose memory grows with the square of what is sorted: 10,000 elements need 250,000. */
const maxCompared = 600_000;

let yielded = 0;

/** Whether an expression has given others their turn and will go on computing: then nobody is idle. */
export const isComputing = (): boolean => yielded > 0;

/** JSONata awaits these around every node that it evaluates. */
const entry = Symbol.for('jsonata.__evaluate_entry');
const exit = Symbol.for('jsonata.__evaluate_exit');

/** What every JavaScript object has, and no JSON: JSONata 2.0.6 looks members up through the prototype. */
const javaScripts = new Set<unknown>([
  Object.prototype,
  ...Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).flatMap(({ value }) =>
    typeof value === 'function' ? [value as unknown] : [],
  ),
]);

/**
 * Bounds an expression's time, depth and memory from inside; nothing outside could, for it hardly ever yields. Here
 * it yields after each slice of time, so that a looping expression holds nobody up.
 */
export class Guard {
  readonly #maxTime: number;
  readonly #siblings: Siblings;
  readonly #sortTerms: ReadonlySet<unknown>;
  readonly #exactNumbers: ExactNumbers;
  #depth = 0;
  #time = 0;
  #sliceStart = 0;
  /** Asked for from the second slice on: it costs as much as a small expression. */
  #cpuAtStart: NodeJS.CpuUsage | undefined;
  #allocated = 0;
  #compared = 0;

  constructor(expression: Expression, maxTime = defaultTime) {
    this.#maxTime = maxTime;
    this.#siblings = new Siblings(expression.ast());
    this.#sortTerms = new Set(sortTermsOf(expression.ast()));
    this.#exactNumbers = new ExactNumbers(expression.ast());
    // The declared type knows names only, the environment takes symbols too.
    const environment = expression as unknown as { assign(name: symbol, value: unknown): void };
    environment.assign(entry, (node: ExprNode) => this.#enter(node));
    environment.assign(exit, (node: ExprNode, _input: unknown, _environment: unknown, result: unknown) =>
      this.#leave(node, result),
    );
  }

  /** To be called before each evaluation. */
  start(): void {
    this.#siblings.clear();
    this.#exactNumbers.start();
    this.#depth = 0;
    this.#time = 0;
    this.#allocated = 0;
    this.#compared = 0;
    this.#cpuAtStart = undefined;
    this.#sliceStart = performance.now();
  }

  /** What JSONata's error comes from, where its own words would mislead. */
  explain(error: unknown): unknown {
    return this.#exactNumbers.explain(error) ?? (error instanceof TypeError ? wrongType() : error);
  }

  #enter(node: ExprNode): Promise<void> | undefined {
    const turn = this.#siblings.turnOf(node);
    return turn ? turn.then(() => this.#begin(node)) : this.#begin(node);
  }

  #begin(node: ExprNode): Promise<void> | undefined {
    this.#siblings.entered(node);
    if (!isAdded(node) && ++this.#depth > maxDepth) throw stackOverflow();
    if (this.#sortTerms.has(node) && ++this.#compared > maxCompared) throw memoryExceeded();
    const used = performance.now() - this.#sliceStart;
    if (used < slice) return undefined;
    this.#time += this.#computed(used);
    if (this.#time > this.#maxTime) throw evaluationTimeout();
    return this.#giveWay();
  }

  async #giveWay(): Promise<void> {
    yielded++;
    await nextTurn();
    yielded--;
    this.#cpuAtStart = process.cpuUsage();
    this.#sliceStart = performance.now();
  }

  /** What the process computed of the time that has passed: on a busy machine less. */
  #computed(passed: number): number {
    if (!this.#cpuAtStart) return passed;
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    return Math.min(passed, (user + system) / 1000);
  }

  #leave(node: ExprNode, result: unknown): void {
    if (!isAdded(node)) this.#depth--;
    this.#siblings.left(node);
    this.#exactNumbers.check(node, result);
    this.#check(node, result);
  }

  #check({ type }: ExprNode, result: unknown): void {
    if (Array.isArray(result)) {
      if (result.length > maxElements) throw memoryExceeded();
      if (type !== 'variable') this.#allocate(result.length * 8);
      if (result.length === 1 && javaScripts.has(result[0])) throw notData();
    } else if (typeof result === 'string') {
      if (result.length > maxTextLength) throw memoryExceeded();
      // Concatenating copies nothing; functions build their results.
      if (type === 'function') this.#allocate(result.length);
    } else if (javaScripts.has(result)) throw notData();
  }

  #allocate(bytes: number): void {
    this.#allocated += bytes;
    if (this.#allocated > maxAllocated) throw memoryExceeded();
  }
}

/** What `^( )` compares by. */
function sortTermsOf(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return [];
  const { type, terms } = node as { type?: string; terms?: { expression: unknown }[] };
  const own = type === 'sort' && terms ? terms.map(({ expression }) => expression) : [];
  return [...own, ...Object.values(node).flatMap(sortTermsOf)];
}

function wrongType(): Error {
  return new Error('An operator or a function was given a value of a type that it does not take.');
}

function notData(): Error {
  return new Error('The expression reads a member of JavaScript’s objects, which is no data.');
}
