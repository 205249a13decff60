/** What a suite yields. */
export interface Figure {
  /** What was measured, on what. */
  name: string;
  /** Of `ours` and `peer`: 's' unless said. */
  unit?: string;
  ours: number;
  /** Medians, and the median of peer / ours pair by pair; null without a peer. */
  peer: number | null;
  ratio: number | null;
  /** Whether both gave the same answer. */
  equal?: boolean;
  /** In MiB, by the operating system's accounting. */
  peakMemory?: number | null;
  peerPeakMemory?: number | null;
  /** Whatever else says under which conditions. */
  [condition: string]: unknown;
}

export interface SuiteOptions {
  /** Whether the largest sizes are measured too. */
  full: boolean;
  /** For the suite's files. */
  directory: string;
}

export interface Suite {
  figures(options: SuiteOptions): AsyncGenerator<Figure>;
}
