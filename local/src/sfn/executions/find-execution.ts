import { parseArn } from '../arns.ts';
import { executionDoesNotExist, resourceNotFound } from '../errors.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { readExecution } from '../disk/execution-record.ts';
import { executionPlace, findChild, findMapRun } from '../disk/layout.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import type { MapRunRecord } from '../disk/map-run-record.ts';
import { readMapRun } from '../disk/map-run-record.ts';
import type { StatesState } from '../state.ts';

/**
 * An execution of this or an earlier process, a map run's children included.
 * @throws ServiceError InvalidArn, ExecutionDoesNotExist
 */
export function findExecution(
  executionArn: string,
  state: StatesState,
): { record: ExecutionRecord; place: ExecutionPlace } {
  const { machine, label, name } = parseArn(executionArn, 'execution');
  const live = state.live.get(executionArn);
  if (live) return { record: live.record, place: live.place };
  const place = label
    ? findChild(state.home, machine, label, name!)
    : executionPlace(state.home, machine, name!);
  const record = place ? readExecution(place.directory) : undefined;
  if (record?.executionArn !== executionArn) throw executionDoesNotExist(executionArn);
  return { record, place: place! };
}

/**
 * A map run of this or an earlier process.
 * @throws ServiceError InvalidArn, ResourceNotFound
 */
export function findMapRunRecord(
  mapRunArn: string,
  state: StatesState,
): { record: MapRunRecord; directory: string } {
  const { machine, label, name } = parseArn(mapRunArn, 'mapRun');
  const live = state.mapRuns.get(mapRunArn);
  if (live) return live;
  const directory = label === undefined ? undefined : findMapRun(state.home, machine, label, name!);
  const record = directory === undefined ? undefined : readMapRun(directory);
  if (record?.mapRunArn !== mapRunArn) throw resourceNotFound(mapRunArn);
  return { record, directory: directory! };
}
