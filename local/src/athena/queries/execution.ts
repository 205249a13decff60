import type { Authorize } from '../../service.ts';
import type { Catalog } from '../../glue/index.ts';
import type { Engine } from '../engine/index.ts';
import type { WorkGroups } from '../work-groups.ts';
import type { QueryRecords } from './records.ts';

/** What running a query takes. */
export interface Execution {
  accountId: string;
  region: string;
  /** The directory of the bucket directories. */
  buckets: string;
  authorize: Authorize;
  catalog: Catalog;
  engine: Engine;
  workGroups: WorkGroups;
  records: QueryRecords;
}
