import { DataLimitExceeded } from '../errors.ts';
import type { Json } from '../host.ts';
import { payloadLimit, payloadSize } from '../payload.ts';

/** The children's outputs in order. Beyond the payload limit none are kept: the state will fail, whatever follows. */
export class Results {
  #outputs: Json[] = [];
  #bytes = 1;

  add(index: number, output: Json): void {
    if (this.#bytes > payloadLimit) return;
    this.#outputs[index] = output;
    this.#bytes += payloadSize(output) + 1;
    if (this.#bytes > payloadLimit) this.#outputs = [];
  }

  /** @throws DataLimitExceeded */
  toJson(stateName: string): Json[] {
    if (this.#bytes > payloadLimit) throw new DataLimitExceeded(stateName);
    return this.#outputs;
  }
}
