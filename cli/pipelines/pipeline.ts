import type { Json } from 'template-runtime/asl';
import type { Source } from '../import/source.ts';
import type { SampleOptions } from '../samples/sources.ts';

/** What the command knows of a machine. */
export interface Pipeline {
  machine: string;
  /** The member that holds what it published, in the JSON value of a whole night. */
  name: string;
  /**
   * What it published, in lines for a person.
   * @param output the run's own
   */
  report(content: unknown, output: unknown): string[];
  /** Samples of the tables that it reads. They pass the same checks as a user's file. */
  samples: Record<string, (options: SampleOptions) => Source>;
  /** An input for so many trials, where the machine draws any. */
  withTrials?: (input: Record<string, Json>, trials: number) => Record<string, Json>;
}
