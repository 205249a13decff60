/** A Glue table of its declaration. */
'use strict';

const text = {
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
};
const parquet = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
};

/** How Athena reads each format. https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html */
const storages = {
  json: ({ columns }) => ({
    ...text,
    SerdeInfo: serde('org.openx.data.jsonserde.JsonSerDe', mappings(columns)),
  }),
  csv: ({ format }) => ({ ...text, SerdeInfo: format.quote === undefined ? lazy(format) : openCsv(format) }),
  parquet: () => ({
    ...parquet,
    SerdeInfo: serde('org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe', {}),
  }),
};

function serde(SerializationLibrary, parameters) {
  return { SerializationLibrary, ...(Object.keys(parameters).length > 0 && { Parameters: parameters }) };
}

/** A file's own keys become the columns' names. */
const mappings = (columns) => renamed(columns, (name) => `mapping.${name}`);

const lazy = ({ delimiter = ',', nullTexts = [], lastTakesRest = false }) =>
  serde('org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe', {
    'field.delim': delimiter,
    ...(nullTexts.length > 0 && { 'serialization.null.format': nullTexts[0] }),
    ...(lastTakesRest && { 'serialization.last.column.takes.rest': 'true' }),
  });

const openCsv = ({ delimiter = ',', quote }) =>
  serde('org.apache.hadoop.hive.serde2.OpenCSVSerde', { separatorChar: delimiter, quoteChar: quote });

const renamed = (columns, key) =>
  Object.fromEntries(
    columns.filter(({ source }) => source !== undefined).map(({ name, source }) => [key(name), source]),
  );

/** A resource of CloudFormation. */
function glueTable(declaration) {
  const { table, description, folder, format, columns } = declaration;
  const keys = partitionKeys(declaration);
  return {
    Type: 'AWS::Glue::Table',
    Properties: {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseName: { Ref: 'Database' },
      TableInput: {
        Name: table,
        Description: description,
        TableType: 'EXTERNAL_TABLE',
        Parameters: parameters(declaration),
        ...(keys.length > 0 && { PartitionKeys: keys }),
        StorageDescriptor: {
          Location: { 'Fn::Sub': `s3://\${LakeBucket}/${folder}` },
          ...storages[format.type](declaration),
          Columns: columns.map(({ name, type }) => ({ Name: name, Type: type })),
        },
      },
    },
  };
}

/** With what Glue has no place for: which column is the id, and what the delivered names are. */
function parameters({ id, format, partition, columns }) {
  return {
    EXTERNAL: 'TRUE',
    classification: format.type,
    ...(format.header && { 'skip.header.line.count': '1' }),
    ...(id !== undefined && { id }),
    ...renamed(columns, (name) => `source.${name}`),
    ...(partition?.day && projection(partition)),
  };
}

/** Days need no registering: Athena computes them. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
const projection = ({ day, from = '2000-01-01' }) => ({
  'projection.enabled': 'true',
  [`projection.${day}.type`]: 'date',
  [`projection.${day}.format`]: 'yyyy-MM-dd',
  [`projection.${day}.range`]: `${from},NOW`,
  [`projection.${day}.interval`]: '1',
  [`projection.${day}.interval.unit`]: 'DAYS',
});

function partitionKeys({ partition }) {
  if (partition === undefined) return [];
  return [{ Name: partition === 'run' ? 'run' : partition.day, Type: 'string' }];
}

module.exports = { glueTable };
