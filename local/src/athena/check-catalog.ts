import { invalidRequest } from './errors.ts';
import type { AthenaState } from './state.ts';
import { findWorkGroup } from './work-groups.ts';

/** @throws InvalidRequestException unless it is the one catalog that an account has by itself */
export function checkCatalog(name: string | undefined): void {
  if ((name ?? 'AwsDataCatalog').toLowerCase() === 'awsdatacatalog') return;
  throw invalidRequest(`The local athena has the catalog AwsDataCatalog, and not ${name}`);
}

/**
 * Checks what requests about the catalog name besides.
 * @throws InvalidRequestException
 */
export function checkPlace(
  { CatalogName, WorkGroup }: { CatalogName?: string | undefined; WorkGroup?: string | undefined },
  { workGroups }: Pick<AthenaState, 'workGroups'>,
): void {
  checkCatalog(CatalogName);
  if (WorkGroup !== undefined) findWorkGroup(workGroups, WorkGroup);
}
