import { DataLimitExceeded } from './errors.ts';
import type { Json } from './host.ts';
import { stringify } from './json/index.ts';

/** What an input, an output or a result may hold at most, as UTF-8 JSON. AWS quota "Maximum input or result size". */
export const payloadLimit = 262_144;

/** Size of a JSON value's compact text in bytes. */
export function payloadSize(value: unknown): number {
  return Buffer.byteLength(stringify(value));
}

/** The JSON texts of an object's members. */
export function textsOf(values: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, stringify(value)]));
}

/** What states hand on: a value, and its compact JSON text, which several events show and which is made once. */
export class Payload {
  readonly value: Json;
  #text: string | undefined;

  constructor(value: Json) {
    this.value = value;
  }

  /** The array of these payloads' values. */
  static list(payloads: Payload[]): Payload {
    const list = new Payload(payloads.map(({ value }) => value));
    list.#text = `[${payloads.map(({ text }) => text).join(',')}]`;
    return list;
  }

  get text(): string {
    return (this.#text ??= stringify(this.value));
  }

  /**
   * This payload, if it is small enough to be handed on.
   * @param name of the state or task, for the error
   * @throws DataLimitExceeded
   */
  within(name: string): this {
    const { text } = this;
    // No text takes more than three bytes for each of its units, and most are far shorter.
    if (text.length > payloadLimit / 3 && Buffer.byteLength(text) > payloadLimit)
      throw new DataLimitExceeded(name);
    return this;
  }
}
