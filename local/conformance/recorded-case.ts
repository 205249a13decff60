/** Cases recorded on AWS, as test/fixtures/asl/README.md tells their members. */
import type { Json } from '../src/asl/host.ts';
import type { DescribedEvent } from './describe-event.ts';

/** How an attempt of a task ended on AWS. */
export interface RecordedOutcome {
  output?: Json;
  error?: string;
  cause?: Json;
  causeIsJson?: boolean;
  /** Type of the event that ended the attempt, where it did not succeed. */
  event?: string;
}

/** One attempt of a task. */
export interface RecordedTask {
  state: string;
  /** The evaluated Arguments; `input` for a function's own ARN. */
  parameters?: Json;
  input?: Json;
  /** The output of its TaskSubmitted event. */
  submitted?: Json;
  outcome: RecordedOutcome;
}

/** How an execution ended on AWS; the status is null where the recording stops before its end. */
export interface RecordedEnd {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | null;
  output: Json;
  error: string | null;
  cause: Json;
  /** The cause was the text of this object. */
  causeIsJson?: boolean;
}

export type RecordedEvent = DescribedEvent & { id: number; prev: number; causeIsJson?: boolean };

interface AnyCase {
  id: string;
  definition: unknown;
  /** In place of `definition` where it is not JSON. */
  definitionText?: string;
  workflowType?: 'STANDARD' | 'EXPRESS';
  wildcards?: string[];
}

export interface RecordedExecution extends AnyCase {
  kind: 'execution';
  input: Json;
  expected: RecordedEnd;
  resources?: {
    /** Texts by bucket and key. */
    s3?: Record<string, Record<string, string>>;
    /** What each function does, by its name. */
    lambda?: Record<string, { file: string }>;
  };
  events?: RecordedEvent[];
  /** The events within a Parallel were sorted, and those that end it left out. */
  eventsSorted?: boolean;
  tasks?: RecordedTask[];
}

export interface RecordedValidation extends AnyCase {
  kind: 'validation';
  api: 'CreateStateMachine' | 'ValidateStateMachineDefinition';
  expected: { exception: string; message: string } | { result: 'OK' | 'FAIL'; diagnostics: Json[] };
}

/** Kinds that nothing here runs. */
export interface OtherCase extends AnyCase {
  kind: 'testState' | 'variableReferences';
}

export type RecordedCase = RecordedExecution | RecordedValidation | OtherCase;
