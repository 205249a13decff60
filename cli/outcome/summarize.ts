import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { parseJson } from 'template-runtime/asl';
import type { ExitStatus } from '../failure.ts';

/** What `run --json` prints. */
export interface RunResult {
  executionArn: string | null;
  status: string | null;
  /** The machine's output as JSON, not as text. */
  output: unknown;
  error: string | null;
  cause: string | null;
}

/** An execution's end for programs. */
export function summarize(description: DescribeExecutionCommandOutput): RunResult {
  const { executionArn, status, output, error, cause } = description;
  return {
    executionArn: executionArn ?? null,
    status: status ?? null,
    output: output === undefined ? null : parseJson(output),
    error: error ?? null,
    cause: cause ?? null,
  };
}

/** What the command exits with: a machine that refused its input has done nothing. */
export function exitStatus({ status, error }: DescribeExecutionCommandOutput): ExitStatus {
  if (status === 'SUCCEEDED') return 0;
  return error === 'InvalidInput' ? 1 : 2;
}
