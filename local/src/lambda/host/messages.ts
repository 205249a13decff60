/** What the runtime and the child process of an execution environment tell each other over the IPC channel. */

/** To the host: handle one event. */
export interface InvokeMessage {
  requestId: string;
  functionArn: string;
  /** JSON text. */
  event: string;
  /** When the invocation times out, in milliseconds since 1970. */
  deadlineMs: number;
  /** To be written to stdout and stderr on a line of its own after all that the handler wrote. */
  endMark: string;
}

/** From the host. After an error that is `fatal` it exits. A response that is not text is in Base64. */
export type HostMessage =
  | { type: 'ready' }
  | { type: 'response'; payload: string; isBase64: boolean }
  | { type: 'error'; payload: string; fatal: boolean };
