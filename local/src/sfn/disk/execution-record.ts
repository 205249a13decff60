import { join } from 'node:path';
import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import { readJsonFile, writeJsonFile } from '../../json-file.ts';

/** `execution.json`. Times are ISO 8601 with milliseconds, input and output JSON texts. */
export interface ExecutionRecord {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  roleArn: string;
  status: ExecutionStatus;
  startDate: string;
  stopDate?: string;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
  /** Of a child: its map run, and how many items it carries. */
  mapRunArn?: string;
  itemCount?: number;
  /** Of a child: which of its map run's it is. */
  index?: number;
  /** Of a machine's execution: the definition it runs, also when it is redriven; see definitions.ts. */
  definition?: string;
  redriveCount: number;
  redriveDate?: string;
  /** The clientToken of the last redrive. */
  redriveToken?: string;
}

export function writeExecution(directory: string, record: ExecutionRecord): void {
  writeJsonFile(join(directory, 'execution.json'), record);
}

/** Undefined when the directory holds no execution. */
export function readExecution(directory: string): ExecutionRecord | undefined {
  return readJsonFile(join(directory, 'execution.json')) as ExecutionRecord | undefined;
}
