/**
 * Error names of the language and the failures that the interpreter itself raises.
 * Source of the names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
import { StatesError } from './host.ts';

/** An expression, or a field's value, that did not give what the field needs; its EvaluationFailed is recorded. */
export class EvaluationError extends StatesError {
  constructor(cause: string) {
    super('States.QueryEvaluationError', cause);
  }
}

/** A failure that no Retry and no Catch handles, and that leaves no event but the execution's own. */
export class RuntimeError extends StatesError {
  constructor(cause: string) {
    super('States.Runtime', cause);
  }
}

/** The history is full; AWS's words (https://cloudonaut.io/step-functions-pitfall-maximum-number-of-history-events/). */
export class HistoryFull extends RuntimeError {
  constructor() {
    super('The execution reached the maximum number of history events (25000).');
  }
}

/** A payload above 262,144 bytes. `name` is the state's name, or for a Task's result its resource type. */
export class DataLimitExceeded extends StatesError {
  constructor(name: string) {
    super(
      'States.DataLimitExceeded',
      `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
}

/** A Task that ran longer than its TimeoutSeconds. */
export class TaskTimeout extends StatesError {
  constructor() {
    super('States.Timeout');
  }
}

/** A Task whose worker was silent longer than HeartbeatSeconds; AWS reports it as States.Timeout too. */
export class HeartbeatTimeout extends TaskTimeout {}

/** The execution ran longer than the machine's TimeoutSeconds: it ends as TIMED_OUT, not as FAILED. */
export class ExecutionTimedOut extends StatesError {
  constructor() {
    super('States.Timeout');
  }
}

/** Reading a distributed Map's items failed. */
export class ItemReaderFailed extends StatesError {
  constructor(cause: string) {
    super('States.ItemReaderFailed', cause);
  }
}

/** Writing a distributed Map's results failed. */
export class ResultWriterFailed extends StatesError {
  constructor(cause: string) {
    super('States.ResultWriterFailed', cause);
  }
}

/** More items of a distributed Map failed than it tolerates. */
export class ToleranceExceeded extends StatesError {
  constructor() {
    super('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
  }
}

/** Why a branch or an iteration ends early: another one failed. Not a failure of its own. */
export class Cancelled extends Error {
  constructor() {
    super('Another branch or iteration of the same state failed.');
    this.name = 'Cancelled';
  }
}
