import { dirname } from 'node:path';
import { dataBeside } from '../../s3/store/beside.ts';
import type { TableSource } from '../engine/index.ts';
import { placeOf } from '../permissions.ts';

/**
 * An object below a table's files that the engine cannot read, `s3://bucket/key`: its key is not a path, so that it does not lie
 * in the bucket's directory. A query that skipped it would answer with some of the rows.
 */
export async function outOfReach(buckets: string, sources: TableSource[]): Promise<string | undefined> {
  const places = sources.flatMap(locationsOf).map(placeOf);
  for (const bucket of new Set(places.map((place) => place.bucket))) {
    const keys = await dataBeside(dirname(buckets), bucket);
    const found = keys.find((key) =>
      places.some((place) => place.bucket === bucket && isBelow(key, place.key)),
    );
    if (found !== undefined) return `s3://${bucket}/${found}`;
  }
  return undefined;
}

function locationsOf({ partitionKeys, storage, partitions }: TableSource): string[] {
  if (partitionKeys.length === 0) return [storage.location];
  return partitions.map((partition) => partition.storage.location);
}

const isBelow = (key: string, location: string) => key.startsWith(`${location.replace(/\/$/, '')}/`);
