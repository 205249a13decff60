/** Work that nobody waits for until what it is part of ends. */
export class UnderWay {
  readonly #work = new Set<Promise<unknown>>();

  /** What the work fails with is for others to hear. */
  add(work: Promise<unknown>): void {
    const forget = () => this.#work.delete(work);
    this.#work.add(work);
    work.then(forget, forget);
  }

  /** Settles when all that was added has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#work);
  }
}
