import { CommandFailure } from '../failure.ts';
import type { Session } from '../session.ts';

/** A place in S3. */
export interface S3Location {
  bucket: string;
  /** Without a leading slash; ends in a slash for a folder. */
  key: string;
}

/** Takes an `s3://bucket/key` URI apart. */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new CommandFailure('InvalidS3Uri', `Expected an URI like s3://bucket/key, but got "${uri}".`);
  }
  return { bucket, key };
}

/** Where the catalog says that a table's data lies. */
export async function tableLocation({ clients, names }: Session, table: string): Promise<S3Location> {
  const athena = await clients.athena();
  const { TableMetadata } = await athena.getTableMetadata({
    CatalogName: 'AwsDataCatalog',
    DatabaseName: names.database,
    TableName: table,
  });
  const location = TableMetadata?.Parameters?.location;
  if (location === undefined) {
    throw new CommandFailure(
      'NoLocation',
      `Table ${table} has no location in the catalog, so nothing can be put there.`,
    );
  }
  return parseS3Uri(location.endsWith('/') ? location : `${location}/`);
}
