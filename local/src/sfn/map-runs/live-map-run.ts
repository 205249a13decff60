import type { MapRunRecord } from '../disk/map-run-record.ts';

/** A map run that runs in this process; its record's counts are newer than those on disk. */
export interface LiveMapRun {
  record: MapRunRecord;
  directory: string;
}
