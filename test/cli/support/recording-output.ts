import type { Output } from '../../../cli/output.ts';

/** An output that keeps what was written. */
export interface RecordingOutput extends Output {
  stdout: string;
  stderr: string;
}

export function recordingOutput(options: { json?: boolean; rows?: number } = {}): RecordingOutput {
  const output: RecordingOutput = {
    stdout: '',
    stderr: '',
    json: options.json ?? false,
    live: false,
    columns: 80,
    rows: options.rows ?? 24,
    get started() {
      return output.stdout !== '';
    },
    result: async (text) => void (output.stdout += text),
    value: async (value) => void (output.stdout += `${JSON.stringify(value)}\n`),
    note: (line) => void (output.stderr += `${line}\n`),
    draw: (text) => void (output.stderr += text),
  };
  return output;
}
