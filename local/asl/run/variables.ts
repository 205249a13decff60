import type { Json } from '../host.ts';

/** The variables of a flow. Branches and iterations read those around them and assign only their own. */
export class Variables {
  readonly #own = new Map<string, Json>();
  readonly #outer: Variables | undefined;

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  get(name: string): Json | undefined {
    return this.#own.has(name) ? this.#own.get(name) : this.#outer?.get(name);
  }

  assign(values: Record<string, Json>): void {
    for (const [name, value] of Object.entries(values)) this.#own.set(name, value);
  }
}
