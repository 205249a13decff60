import type { ExecutionRecord } from '../disk/execution-record.ts';
import { readLastEvent } from '../disk/history-reader.ts';

const redrivablePeriodMs = 14 * 24 * 3_600_000;
// Room for ExecutionRedriven and one event more below AWS's 25,000.
const mostEvents = 24_998;

/**
 * Why an execution cannot be redriven; undefined when it can.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html (redriveStatusReason)
 */
export function notRedrivable(record: ExecutionRecord, directory: string, now: Date): string | undefined {
  const { status, stopDate } = record;
  if (status === 'RUNNING' || status === 'SUCCEEDED') {
    return `Execution is ${status} and cannot be redriven`;
  }
  if (now.getTime() - Date.parse(stopDate!) > redrivablePeriodMs)
    return 'Execution redrivable period exceeded';
  if ((readLastEvent(directory)?.id ?? 0) > mostEvents) return 'Execution history event limit exceeded';
  return undefined;
}
