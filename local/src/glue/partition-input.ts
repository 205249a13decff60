import type { Shape } from '../shape.ts';

const map: Shape = { '*': 'text' };

/** https://docs.aws.amazon.com/glue/latest/webapi/API_StorageDescriptor.html; kept as it is given. */
const storageDescriptor: Shape = {
  Columns: [{ Name: 'text', Type: 'text', Comment: 'text', Parameters: map }],
  Location: 'text',
  AdditionalLocations: ['text'],
  InputFormat: 'text',
  OutputFormat: 'text',
  Compressed: 'flag',
  NumberOfBuckets: 'integer',
  SerdeInfo: { Name: 'text', SerializationLibrary: 'text', Parameters: map },
  BucketColumns: ['text'],
  SortColumns: [{ Column: 'text', SortOrder: 'integer' }],
  Parameters: map,
  SkewedInfo: 'any',
  StoredAsSubDirectories: 'flag',
};

/** https://docs.aws.amazon.com/glue/latest/webapi/API_PartitionInput.html */
export const partitionInput: Shape = {
  Values: ['text'],
  LastAccessTime: 'time',
  StorageDescriptor: storageDescriptor,
  Parameters: map,
  LastAnalyzedTime: 'time',
};
