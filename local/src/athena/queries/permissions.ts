import type { Permission } from '../../service.ts';
import { tablePermissions } from '../../glue/index.ts';
import type { TableSource } from '../engine/index.ts';
import { readPermissions } from '../permissions.ts';

interface Site {
  accountId: string;
  region: string;
}

/** What using a table takes of the catalog: Athena asks with its caller's rights. */
export function catalogPermissions(
  site: Site,
  database: string,
  table: string,
  partitioned: boolean,
): Permission[] {
  const actions = partitioned ? ['glue:GetTable', 'glue:GetPartitions'] : ['glue:GetTable'];
  return actions.flatMap((action) => tablePermissions(action, site, database, table));
}

/** What reading a table's files takes. */
export function dataPermissions({ partitionKeys, storage, partitions }: TableSource): Permission[] {
  const locations =
    partitionKeys.length > 0 ? partitions.map((partition) => partition.storage.location) : [storage.location];
  return locations.flatMap(readPermissions);
}
