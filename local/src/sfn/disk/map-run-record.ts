import { join } from 'node:path';
import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { MapRunCounts } from '../../asl/host.ts';
import { readJsonFile, writeJsonFile } from '../../json-file.ts';

/** `map-run.json`. Times are ISO 8601 with milliseconds. */
export interface MapRunRecord {
  mapRunArn: string;
  /** The execution whose Map state runs. */
  executionArn: string;
  /** The machine of the children. */
  stateMachineArn: string;
  label: string;
  stateName: string;
  status: MapRunStatus;
  startDate: string;
  stopDate?: string;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  counts: MapRunCounts;
  redriveCount: number;
  redriveDate?: string;
}

export function writeMapRun(directory: string, record: MapRunRecord): void {
  writeJsonFile(join(directory, 'map-run.json'), record);
}

export function readMapRun(directory: string): MapRunRecord | undefined {
  return readJsonFile(join(directory, 'map-run.json')) as MapRunRecord | undefined;
}
