import type { Catalog } from './catalog.ts';
import type { PartitionStore } from './partition-store.ts';

/** What Glue's operations share. */
export interface GlueState {
  accountId: string;
  region: string;
  catalog: Catalog;
  partitions: PartitionStore;
}
