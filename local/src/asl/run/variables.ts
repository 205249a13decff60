import type { Json } from '../host.ts';
import { payloadSize } from '../payload.ts';

// AWS quota "Maximum size of stored variables": https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const maxBytes = 10 * 1024 * 1024;

/** The variables of a flow. Branches and iterations read those around them and assign only their own. */
export class Variables {
  readonly #own = new Map<string, { value: Json; bytes: number }>();
  readonly #outer: Variables | undefined;
  /** Of all flows of the execution together. */
  readonly #stored: { bytes: number };

  constructor(outer?: Variables) {
    this.#outer = outer;
    this.#stored = outer ? outer.#stored : { bytes: 0 };
  }

  get(name: string): Json | undefined {
    const own = this.#own.get(name);
    return own ? own.value : this.#outer?.get(name);
  }

  /** Whether there is room for these values, with which they replace those of the same names. */
  fit(values: Record<string, Json>): boolean {
    const added = Object.entries(values).reduce(
      (sum, [name, value]) => sum + payloadSize(value) - (this.#own.get(name)?.bytes ?? 0),
      0,
    );
    return this.#stored.bytes + added <= maxBytes;
  }

  assign(values: Record<string, Json>): void {
    for (const [name, value] of Object.entries(values)) {
      const bytes = payloadSize(value);
      this.#stored.bytes += bytes - (this.#own.get(name)?.bytes ?? 0);
      this.#own.set(name, { value, bytes });
    }
  }

  /** To be called at the end of the flow. */
  forget(): void {
    for (const { bytes } of this.#own.values()) this.#stored.bytes -= bytes;
    this.#own.clear();
  }
}
