/** What one run asks of AWS, as the rehearsal of its machine noted it. */

/** One machine's executions, or those of a distributed Map's children (`<machine>/<label>`). */
export interface Executions {
  flow: string;
  count: number;
  /** States entered in all of them; every attempt of a state would be one more. */
  statesEntered: number;
  /** Whether a distributed Map started them: starting such a child is a transition of its own. */
  ofMap: boolean;
}

export interface Invocation {
  functionName: string;
  /** What its duration grows with, by name, e.g. `pairs`. */
  features: Record<string, number>;
}

/** One Athena query: how many bytes each of its tables holds, and how often the query reads it. */
export interface Query {
  /** The state that starts it. */
  state: string;
  /** Whether it writes files of its own, besides its result. */
  unloads: boolean;
  reads: { table: string; times: number; bytes: number }[];
}

export interface Usage {
  executions: Executions[];
  invocations: Invocation[];
  queries: Query[];
  /** Requests of the machine itself, by the Resource of its Tasks, e.g. `aws-sdk:s3:copyObject`. */
  requests: Record<string, number>;
}

export function emptyUsage(): Usage {
  return { executions: [], invocations: [], queries: [], requests: {} };
}

/**
 * State transitions that AWS charges for: every state entered, and one for each child that a distributed Map starts.
 * Sources: https://aws.amazon.com/step-functions/pricing/ and
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html
 */
export function transitionsOf({ statesEntered, count, ofMap }: Executions): number {
  return statesEntered + (ofMap ? count : 0);
}
