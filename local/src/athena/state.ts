import type { Authorize } from '../service.ts';
import type { Catalog } from '../glue/index.ts';
import type { Engine } from './engine/index.ts';
import type { Queries } from './queries/queries.ts';
import type { RequestTokens } from './request-tokens.ts';
import type { WorkGroups } from './work-groups.ts';

/** What Athena's operations share. */
export interface AthenaState {
  accountId: string;
  region: string;
  /** The directory of the bucket directories. */
  buckets: string;
  authorize: Authorize;
  catalog: Catalog;
  engine: Engine;
  workGroups: WorkGroups;
  queries: Queries;
  requestTokens: RequestTokens;
}
