/**
 * Other Glue databases whose tables a stage's jobs may name, as `sales.houses`: infra/sources.json lists for each stage the
 * databases, and for each database where its data lies. Who may read any table of the user's may read exactly these, too.
 */
'use strict';

const { refusal } = require('../refusal.cjs');
const { allow, allowEach, arn } = require('./statement.cjs');

const file = 'infra/sources.json';
const example = 'Write {"<stage>": {"sales": ["s3://company-sales/houses/"]}}.';

/** A folder of a bucket; the whole bucket where nothing follows its name. */
const location = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/((?:[\w.=-]+\/)*)$/;

/**
 * The other databases of a stage, each with the folders of its data.
 * @param settings what the file says
 * @throws for what it cannot mean, naming the place
 */
function sourcesOf(settings, stage) {
  const databases = Object.entries(objectAt(file, settings)[stage] ?? {});
  return databases.map(([database, locations]) => {
    const place = `${file}: ${stage}.${database}`;
    if (!/^[a-z0-9_]{1,255}$/.test(database))
      throw refusal(`${place}: a database's name has small letters, digits and underscores. ${example}`);
    if (!Array.isArray(locations) || locations.length === 0)
      throw refusal(
        `${place} must list the folders of its data, but was ${JSON.stringify(locations)}. ${example}`,
      );
    return { database, folders: locations.map((each) => folderOf(place, each)) };
  });
}

function objectAt(place, value) {
  if (Object.prototype.toString.call(value) === '[object Object]') return value;
  throw refusal(`${place} must be an object. ${example}`);
}

function folderOf(place, text) {
  const [, bucket, prefix] = location.exec(text) ?? [];
  if (bucket !== undefined) return { bucket, prefix };
  throw refusal(`${place} must name folders that end in /, but has ${JSON.stringify(text)}. ${example}`);
}

const anyTable = 'bronze_*';
const s3 = (path) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${path}` });

/** A machine's role that also reads the stage's other databases, where the machine queries any table. */
const queryingSources = (role, { queries }, sources) =>
  queries.includes(anyTable) ? withStatements(role, querying(sources)) : role;

/** A function's role that also describes their tables, where it describes any. */
const describingSources = (role, { describes }, sources) =>
  describes.includes(anyTable) ? withStatements(role, describing(sources)) : role;

function querying(sources) {
  const reading = ['Database', 'Table', 'Partition', 'Partitions'].map((what) => `glue:Get${what}`);
  const folders = sources.flatMap((source) => source.folders);
  return [
    ...allowEach('ReadSourceCatalogs', [...reading, 'glue:BatchGetPartition'], catalogOf(sources)),
    ...allowEach('LocateSources', ['s3:GetBucketLocation'], buckets(folders)),
    ...listing(folders),
    ...allowEach(
      'ReadSources',
      ['s3:GetObject'],
      folders.map(({ bucket, prefix }) => s3(`${bucket}/${prefix}*`)),
    ),
  ];
}

const describing = (sources) => [
  ...allowEach('DescribeSources', ['glue:GetTable'], catalogOf(sources)),
  ...listing(sources.flatMap(({ folders }) => folders)),
];

/** What lies in folders of a bucket, a statement for each: their conditions differ. */
const listing = (folders) =>
  folders.map(({ bucket, prefix }, i) =>
    allow(`ListSource${i + 1}`, ['s3:ListBucket'], s3(bucket), {
      StringLike: { 's3:prefix': [`${prefix}*`] },
    }),
  );

const buckets = (folders) => [...new Set(folders.map(({ bucket }) => bucket))].map(s3);

function catalogOf(sources) {
  if (sources.length === 0) return [];
  const named = sources.flatMap(({ database }) => [`database/${database}`, `table/${database}/*`]);
  return ['catalog', ...named].map((resource) => arn('glue', resource));
}

function withStatements(role, statements) {
  const [{ PolicyDocument: policy, ...named }] = role.Properties.Policies;
  const PolicyDocument = { ...policy, Statement: [...policy.Statement, ...statements] };
  return { ...role, Properties: { ...role.Properties, Policies: [{ ...named, PolicyDocument }] } };
}

module.exports = { describingSources, queryingSources, sourcesOf };
