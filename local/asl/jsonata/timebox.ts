import type { Expression } from 'jsonata';

// AWS accepts a chain of 100 additions and refuses 101 (measured in us-east-1, 2026, by the Floci project).
const maxDepth = 100;
const defaultMilliseconds = 5_000;

/** JSONata calls these around every node that it evaluates. */
const entry = Symbol.for('jsonata.__evaluate_entry');
const exit = Symbol.for('jsonata.__evaluate_exit');

/** Ends a looping or endlessly nesting expression from inside; nothing outside could, for it never yields. */
export class Timebox {
  readonly #milliseconds: number;
  #depth = 0;
  #deadline = 0;

  constructor(expression: Expression, milliseconds = defaultMilliseconds) {
    this.#milliseconds = milliseconds;
    // The declared type knows names only, the environment takes symbols too.
    const environment = expression as unknown as { assign(name: symbol, value: unknown): void };
    environment.assign(entry, () => this.#enter());
    environment.assign(exit, () => void this.#depth--);
  }

  /** To be called before each evaluation. */
  start(): void {
    this.#depth = 0;
    this.#deadline = performance.now() + this.#milliseconds;
  }

  #enter(): void {
    this.#depth++;
    if (this.#depth > maxDepth) {
      throw new Error(
        'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
      );
    }
    if (performance.now() > this.#deadline) {
      throw new Error('Expression evaluation timeout: Check for infinite loop');
    }
  }
}
