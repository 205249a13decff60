import type { Permission } from '../service.ts';

/** Where the catalog lives. */
export interface Site {
  accountId: string;
  region: string;
}

/**
 * Glue checks an action on the whole path to its object: catalog, database and table.
 * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
export function tablePermissions(
  action: string,
  site: Site,
  databaseName: string,
  tableName: string,
): Permission[] {
  const database = databaseName.toLowerCase();
  return [
    ...databasePermissions(action, site, database),
    { action, resource: `${prefix(site)}table/${database}/${tableName.toLowerCase()}` },
  ];
}

/** As `tablePermissions`, for actions on a database. */
export function databasePermissions(action: string, site: Site, databaseName: string): Permission[] {
  return [
    { action, resource: `${prefix(site)}catalog` },
    { action, resource: `${prefix(site)}database/${databaseName.toLowerCase()}` },
  ];
}

const prefix = ({ region, accountId }: Site) => `arn:aws:glue:${region}:${accountId}:`;
