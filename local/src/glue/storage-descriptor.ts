import type { StorageDescriptor } from '@aws-sdk/client-glue';

/** A descriptor as Glue gives it back: what its author left out is there, and clients written in Java rely on it. */
export function complete(descriptor: StorageDescriptor | undefined): StorageDescriptor | undefined {
  return (
    descriptor && {
      Compressed: false,
      NumberOfBuckets: 0,
      SortColumns: [],
      StoredAsSubDirectories: false,
      ...descriptor,
    }
  );
}
