import type { Readable } from 'node:stream';

/** The lines of a stream, and the moment when an end mark came by. */
export interface Lines {
  /** Resolves when a line with this mark was read, or the stream has ended. The mark itself is no output. */
  reached(mark: string): Promise<void>;
}

/** Reads a stream line by line. */
export function readLines(stream: Readable, onLine: (line: string) => void): Lines {
  let rest = '';
  let awaited: { mark: string; resolve(): void } | undefined;

  function take(line: string): void {
    if (!awaited || !line.endsWith(awaited.mark)) return onLine(line);
    // What was written without a line break stands before the mark.
    if (line.length > awaited.mark.length) onLine(line.slice(0, -awaited.mark.length));
    awaited.resolve();
  }

  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    lines.forEach(take);
  });
  stream.on('close', () => {
    if (rest !== '') onLine(rest);
    awaited?.resolve();
  });
  return {
    reached: (mark) =>
      stream.closed ? Promise.resolve() : new Promise((resolve) => (awaited = { mark, resolve })),
  };
}
