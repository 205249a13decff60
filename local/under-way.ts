/** Work that nobody waits for until a service stops. */
export class UnderWay {
  readonly #work = new Set<Promise<unknown>>();

  /** What the work fails with is for others to hear. */
  add(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work.then(ignore, ignore).then(() => this.#work.delete(settled));
    this.#work.add(settled);
  }

  /** Settles when all that was added has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#work);
  }
}

const ignore = () => undefined;
