import { format } from 'node:util';

const levels = {
  debug: 'DEBUG',
  error: 'ERROR',
  info: 'INFO',
  log: 'INFO',
  trace: 'TRACE',
  warn: 'WARN',
} as const;

/** Makes the console write lines as on AWS: time, request id, level and text, separated by tabs. */
export function patchConsole(requestId: () => string | undefined): void {
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...values: unknown[]) => {
      process.stdout.write(logLine(requestId(), level, format(...values)));
    };
  }
}

/** One line of the log, with its end. */
export function logLine(requestId: string | undefined, level: string, text: string): string {
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`;
}
