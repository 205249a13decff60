/** Reads a file of lines piecewise, from either end. Positions are byte offsets at which a line begins or ended. */
import { closeSync, existsSync, fstatSync, openSync, readSync, truncateSync } from 'node:fs';

export interface LinePage {
  lines: string[];
  /** Where the next page goes on; undefined after the last line. */
  next?: number;
}

const chunkBytes = 65_536;
const newline = 10;

/** Up to `count` lines from `start` on. What follows the last newline is no line yet. */
export function readLines(path: string, start: number, count: number): LinePage {
  return withFile(path, (file, size) => {
    const lines: string[] = [];
    let lineStart = start;
    let pending = Buffer.alloc(0);
    for (let position = start; position < size && lines.length < count; position += chunkBytes) {
      pending = Buffer.concat([pending, readChunk(file, position, Math.min(chunkBytes, size - position))]);
      let taken = 0;
      for (let end = pending.indexOf(newline); end >= 0 && lines.length < count;) {
        lines.push(pending.toString('utf8', taken, end));
        taken = end + 1;
        end = pending.indexOf(newline, taken);
      }
      lineStart += taken;
      pending = pending.subarray(taken);
    }
    return { lines, next: lines.length === count && lineStart < size ? lineStart : undefined };
  });
}

/** Up to `count` lines that end at or before `end` (by default the file's), the last one first. */
export function readLinesBackwards(path: string, end: number | undefined, count: number): LinePage {
  return withFile(path, (file, size) => {
    let position = Math.min(end ?? size, size);
    let bytes = Buffer.alloc(0);
    // The newline before the first line wanted has to be there too.
    for (let newlines = 0; position > 0 && newlines <= count;) {
      const length = Math.min(chunkBytes, position);
      position -= length;
      const chunk = readChunk(file, position, length);
      newlines += countNewlines(chunk);
      bytes = Buffer.concat([chunk, bytes]);
    }
    const lines: string[] = [];
    let lineEnd = bytes.lastIndexOf(newline) + 1;
    while (lines.length < count && lineEnd > 0) {
      const lineStart = lineEnd < 2 ? 0 : bytes.lastIndexOf(newline, lineEnd - 2) + 1;
      lines.push(bytes.toString('utf8', lineStart, lineEnd - 1));
      lineEnd = lineStart;
    }
    return { lines, next: lines.length === count && position + lineEnd > 0 ? position + lineEnd : undefined };
  });
}

/** Whether a line begins at this position, or the file ends there. */
export function isLineBoundary(path: string, position: number): boolean {
  return withFile(path, (file, size) => {
    if (position === 0) return true;
    return position > 0 && position <= size && readChunk(file, position - 1, 1)[0] === newline;
  });
}

/** Cuts off a last line that was never finished, so that the next one does not continue it. */
export function dropUnfinishedLine(path: string): void {
  if (!existsSync(path)) return;
  const size = withFile(path, (_file, bytes) => bytes);
  if (isLineBoundary(path, size)) return;
  const { lines } = readLinesBackwards(path, undefined, Number.MAX_SAFE_INTEGER);
  truncateSync(
    path,
    lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0),
  );
}

function withFile<Result>(path: string, read: (file: number, size: number) => Result): Result {
  const file = openSync(path, 'r');
  try {
    return read(file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

function readChunk(file: number, position: number, length: number): Buffer {
  const chunk = Buffer.alloc(length);
  const read = readSync(file, chunk, 0, length, position);
  return chunk.subarray(0, read);
}

function countNewlines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) count += 1;
  return count;
}
