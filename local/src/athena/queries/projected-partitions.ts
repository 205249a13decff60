import { readdir } from 'node:fs/promises';
import type { Table } from '@aws-sdk/client-glue';
import { fileOf } from '../permissions.ts';

/** A projection that the local engine does not compute. Its message is the query's. */
export class UnknownProjection extends Error {}

/** A partition that a table's projection computes and that has a folder. */
export interface ProjectedPartition {
  values: string[];
  location: string;
}

/** Whether Athena computes a table's partitions, and looks at no registered ones. */
export const isProjected = ({ Parameters }: Table): boolean =>
  Parameters?.['projection.enabled']?.toLowerCase() === 'true';

/**
 * The days of a date projection whose folders are there, `<key>=2026-11-30/`; others have no rows.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 * @throws UnknownProjection for another kind, format or place
 */
export async function projectedPartitions(table: Table, buckets: string): Promise<ProjectedPartition[]> {
  const { key, first, last } = daysOf(table);
  const location = table.StorageDescriptor?.Location?.replace(/\/?$/, '/') ?? '';
  const folders = await readdir(fileOf(buckets, location)).catch(() => [] as string[]);
  return folders
    .filter((name) => name.startsWith(`${key}=`))
    .map((name) => ({ values: [name.slice(key.length + 1)], location: `${location}${name}/` }))
    .filter(({ values: [day = ''] }) => /^\d{4}-\d\d-\d\d$/.test(day) && day >= first && day <= last)
    .sort((a, b) => (a.location < b.location ? -1 : 1));
}

function daysOf({ Name, PartitionKeys = [], Parameters = {} }: Table) {
  const key = PartitionKeys[0]?.Name ?? '';
  const property = (name: string) => Parameters[`projection.${key}.${name}`];
  const [first = '', last = ''] = (property('range') ?? '').split(',').map((each) => each.trim());
  const isKnown =
    PartitionKeys.length === 1 &&
    property('type') === 'date' &&
    property('format') === 'yyyy-MM-dd' &&
    (property('interval') ?? '1') === '1' &&
    (property('interval.unit') ?? 'DAYS') === 'DAYS' &&
    Parameters['storage.location.template'] === undefined &&
    [first, last].every((end) => end === 'NOW' || /^\d{4}-\d\d-\d\d$/.test(end));
  if (!isKnown)
    throw new UnknownProjection(
      `NOT_SUPPORTED: The local engine computes partitions of one key of type date, format yyyy-MM-dd, by days from YYYY-MM-DD to NOW, and not those of ${Name}.`,
    );
  const today = new Date().toISOString().slice(0, 10);
  return { key, first: first === 'NOW' ? today : first, last: last === 'NOW' ? today : last };
}
