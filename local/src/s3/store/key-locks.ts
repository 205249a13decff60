/** Lets one action at a time run for each key; actions for different keys do not wait for each other. */
export class KeyLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs the action when all earlier ones for this key have ended, whether well or badly. */
  async run<Result>(key: string, action: () => Promise<Result>): Promise<Result> {
    const earlier = this.#tails.get(key) ?? Promise.resolve();
    const result = earlier.then(action);
    const tail = result.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
