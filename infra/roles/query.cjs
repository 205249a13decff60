/**
 * What a machine needs to query, and for its lake. Athena reads and writes with the rights of the machine that asks: it
 * looks at the `default` database whatever the query names, reads back what an UNLOAD wrote, and asks for objects that are
 * not there yet, which S3 answers with "denied" instead of "missing" unless listing is allowed without a prefix, too
 * (hence IfExists).
 */
'use strict';

const { isPath } = require('./declaration.cjs');
const { allow, allowEach, arn, bucket, catalog, objects } = require('./statement.cjs');

const results = 'athena-results/';
const isTable = (place) => !isPath(place);
const asksAthena = ({ queries, unloads }) => queries.length + unloads.length > 0;

function queryStatements(rights) {
  if (!asksAthena(rights)) return registering(rights);
  const queries = ['athena:StartQueryExecution', 'athena:GetQueryExecution'];
  const rows = rights.fetchesRows ? ['athena:GetQueryResults'] : [];
  return [
    allow(
      'Query',
      [...queries, ...rows, 'athena:StopQueryExecution'],
      arn('athena', 'workgroup/${WorkGroup}'),
    ),
    allow('ReadDataCatalog', ['athena:GetDataCatalog'], arn('athena', 'datacatalog/AwsDataCatalog')),
    ...registering(rights),
  ];
}

/** Athena looks tables up as the machine's own Tasks do that register partitions. */
function registering({ queries, unloads, registers }) {
  const read = unique([...queries, ...unloads.filter(isTable), ...registers]);
  const reading = ['Database', 'Table', 'Partition', 'Partitions'].map((what) => `glue:Get${what}`);
  return [
    ...allowEach('ReadCatalog', [...reading, 'glue:BatchGetPartition'], catalog(read, ['database/default'])),
    ...allowEach('RegisterPartitions', ['glue:CreatePartition', 'glue:UpdatePartition'], catalog(registers)),
  ];
}

function lakeStatements(rights, folderOf) {
  const { reads, writes } = rights;
  if (!asksAthena(rights))
    return [
      ...allowEach('ReadLake', ['s3:GetObject'], reads.map(folderOf).map(objects)),
      ...allowEach('WriteLake', ['s3:PutObject'], writes.map(folderOf).map(objects)),
    ];
  const unloaded = rights.unloads.map(folderOf);
  const listed = unique([...rights.queries.map(folderOf), ...unloaded, results]);
  return [
    allow('LocateLake', ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], bucket),
    allow('ListLake', ['s3:ListBucket'], bucket, {
      StringLikeIfExists: { 's3:prefix': listed.map((folder) => `${folder}*`) },
    }),
    allow('ReadLake', ['s3:GetObject'], unique([...reads.map(folderOf), ...listed]).map(objects)),
    allow(
      'WriteLake',
      ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      unique([...unloaded, ...writes.map(folderOf), results]).map(objects),
    ),
  ];
}

const unique = (values) => [...new Set(values)];

module.exports = { lakeStatements, queryStatements };
