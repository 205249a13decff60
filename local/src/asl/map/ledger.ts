import type { ItemCounts, MapRunCounts } from '../host.ts';

type Outcome = 'succeeded' | 'failed' | 'timedOut' | 'aborted';

/** Counts what became of a map run's items and children. */
export class Ledger {
  readonly #items: ItemCounts;
  readonly #executions: ItemCounts;
  readonly #report: (counts: MapRunCounts) => void;

  /** @param executions how many children are expected; batches cut by size may become more */
  constructor(items: number, executions: number, report: (counts: MapRunCounts) => void) {
    this.#items = counts(items);
    this.#executions = counts(executions);
    this.#report = report;
    this.report();
  }

  /** Items of children that failed or timed out. */
  get failedItems(): number {
    return this.#items.failed + this.#items.timedOut;
  }

  started(items: number): void {
    start(this.#items, items);
    start(this.#executions, 1);
    this.report();
  }

  ended(items: number, outcome: Outcome): void {
    end(this.#items, items, outcome);
    end(this.#executions, 1, outcome);
    this.report();
  }

  report(): void {
    this.#report({ items: { ...this.#items }, executions: { ...this.#executions } });
  }
}

function counts(total: number): ItemCounts {
  return { total, pending: total, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
}

function start(counts: ItemCounts, number: number): void {
  counts.running += number;
  counts.total += Math.max(0, number - counts.pending);
  counts.pending = Math.max(0, counts.pending - number);
}

function end(counts: ItemCounts, number: number, outcome: Outcome): void {
  counts.running -= number;
  counts[outcome] += number;
}
