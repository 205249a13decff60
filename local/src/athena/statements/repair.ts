import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, Table } from '@aws-sdk/client-glue';
import { tablePermissions } from '../../glue/index.ts';
import type { Permission } from '../../service.ts';
import { fileOf, readPermissions } from '../permissions.ts';
import type { Execution } from '../queries/execution.ts';

interface Found {
  values: string[];
  /** Below the table's location: `run=a/`. */
  path: string;
}

/**
 * Registers the partitions that lie below a table's location in Hive's form and that the catalog does not have:
 * https://docs.aws.amazon.com/athena/latest/ug/msck-repair-table.html. It adds, and never removes.
 */
export async function repair(
  state: Execution,
  table: Table,
  authorize: (permissions: Permission[]) => void,
): Promise<string[]> {
  const location = `${(table.StorageDescriptor?.Location ?? '').replace(/\/$/, '')}/`;
  authorize([
    ...readPermissions(location),
    ...tablePermissions('glue:BatchCreatePartition', state, table.DatabaseName!, table.Name!),
  ]);
  const found = await partitionsIn(fileOf(state.buckets, location), table.PartitionKeys ?? []);
  const known = (await state.catalog.partitions(table)).map(({ Values }) => JSON.stringify(Values));
  const added = found.filter(({ values }) => !known.includes(JSON.stringify(values)));
  await state.catalog.register(
    table,
    added.map(({ values, path }) => ({ Values: values, Location: `${location}${path}` })),
  );
  if (added.length === 0) return [];
  const paths = added.map(({ path }) => path.replace(/\/$/, ''));
  return [
    `Partitions not in metastore:\t${paths.map((path) => `${table.Name}:${path}`).join('\t')}`,
    ...paths.map((path) => `Repair: Added partition to metastore ${table.Name}:${path}`),
  ];
}

/** The folders of one level for each key, `key=value`; the value is percent-encoded where no file name could bear it. */
async function partitionsIn(directory: string, [key, ...rest]: Column[]): Promise<Found[]> {
  if (!key) return [];
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const found: Found[] = [];
  for (const entry of entries) {
    const [, name = '', text = ''] = /^([^=]+)=(.+)$/.exec(entry.name) ?? [];
    if (!entry.isDirectory() || name.toLowerCase() !== key.Name!.toLowerCase()) continue;
    const value = decoded(text);
    const below =
      rest.length > 0 ? await partitionsIn(join(directory, entry.name), rest) : [{ values: [], path: '' }];
    for (const { values, path } of below)
      found.push({ values: [value, ...values], path: `${entry.name}/${path}` });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
