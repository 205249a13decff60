/** A function's role, of what its rights.json says: with what it uses and nothing else. */
'use strict';

const { isPath } = require('./declaration.cjs');
const { role } = require('./role.cjs');
const { allow, allowEach, arn, bucket, catalog, objects, prefix } = require('./statement.cjs');

const isTable = (place) => !isPath(place);

/** @param folderOf where the data of a table lies */
function functionRole(name, { describes, reads, lists, writes }, folderOf) {
  const listed = [...reads.filter(isTable), ...lists].map(folderOf);
  const inListed = { StringLike: { 's3:prefix': listed.map((folder) => `${folder}*`) } };
  return role(name, 'lambda.amazonaws.com', [
    ...allowEach('DescribeTables', ['glue:GetTable'], catalog(describes)),
    ...(listed.length > 0 ? [allow('ListLake', ['s3:ListBucket'], bucket, inListed)] : []),
    ...allowEach('ReadLake', ['s3:GetObject'], reads.map(folderOf).map(objects)),
    ...allowEach('WriteLake', ['s3:PutObject'], writes.map(folderOf).map(objects)),
    writeLogs(name),
  ]);
}

const writeLogs = (name) =>
  allow(
    'WriteLogs',
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    arn('logs', `log-group:/aws/lambda/${prefix}-${name}:*`),
  );

module.exports = { functionRole };
