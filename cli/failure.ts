/** Exit statuses of the command: done, refused, the execution failed otherwise, ended by a signal. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** Something the command cannot do, in words for a person: printed as one paragraph, never with a stack. */
export class CommandFailure extends Error {
  /** AWS's error code, or ours in the same style, e.g. `BadRow`. */
  readonly code: string;
  readonly status: ExitStatus;
  constructor(code: string, message: string, status: ExitStatus = 1) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
    this.status = status;
  }
}
