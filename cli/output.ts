import type { Writable } from 'node:stream';
import { stringify } from 'template-runtime/asl';

/** Where a command writes: results on stdout, everything else on stderr. */
export interface Output {
  /** Whether results are asked for as one JSON value. */
  readonly json: boolean;
  /** Whether stderr is a terminal that a live view can redraw. */
  readonly live: boolean;
  readonly columns: number;
  readonly rows: number;
  /** A piece of the result. */
  result(text: string): Promise<void>;
  /** The result as one JSON value. */
  value(value: unknown): Promise<void>;
  /** One line about what goes on. */
  note(line: string): void;
  /** Raw text for stderr, used by the live view. */
  draw(text: string): void;
  /** Whether anything was written to stdout. */
  readonly started: boolean;
}

interface Terminal extends Writable {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}

/** Writes to the two streams given; a result that the reader does not take yet is waited for. */
export function createOutput(stdout: Terminal, stderr: Terminal, json: boolean): Output {
  let started = false;
  async function result(text: string): Promise<void> {
    started = true;
    if (!stdout.write(text)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
  }
  return {
    json,
    live: stderr.isTTY === true && process.env.TERM !== 'dumb',
    get columns() {
      return stderr.columns ?? 80;
    },
    get rows() {
      return stderr.rows ?? 24;
    },
    get started() {
      return started;
    },
    result,
    value: (value) => result(`${stringify(value, 2)}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    draw: (text) => void stderr.write(text),
  };
}
