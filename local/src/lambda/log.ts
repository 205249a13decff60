import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const tailBytes = 4096;

/** The log of one invocation. */
export interface InvocationLog {
  file: string;
  line: (text: string) => void;
  /** Its last 4 KB. */
  tail(): Buffer;
}

/** Writes to `<directory>/<function>.log`; the lines of invocations that run at once are mixed there. */
export function openLog(directory: string, functionName: string): InvocationLog {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${functionName}.log`);
  let tail = Buffer.alloc(0);
  return {
    file,
    line(text) {
      const bytes = Buffer.from(`${text}\n`);
      appendFileSync(file, bytes);
      tail = Buffer.concat([tail, bytes]).subarray(-tailBytes);
    },
    tail: () => tail,
  };
}
