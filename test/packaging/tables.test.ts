import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { declarationOf, declarations } from '../../cli/tables/declarations.ts';
import { packageDirectory, projectRoot } from '../support/pipeline.ts';

interface Properties {
  DatabaseName: unknown;
  TableInput: Record<string, unknown> & { StorageDescriptor: Record<string, unknown> };
}

const { glueTable } = createRequire(import.meta.url)('../../infra/tables/glue-table.cjs') as {
  glueTable: (declaration: object) => { Type: string; Properties: Properties };
};

const file = 'lake/tables/houses.json';
const houses = {
  description: 'Houses',
  id: 'house_id',
  format: { type: 'json' },
  columns: [
    { name: 'house_id', source: 'House Id', type: 'string', nullable: false },
    { name: 'price', type: 'double' },
  ],
};
const declared = (changes: object, named = file) =>
  declarationOf(named, JSON.stringify({ ...houses, ...changes }));
const inputOf = (changes: object) => glueTable(declared(changes)).Properties.TableInput;
const withColumn = (column: object) => ({
  columns: [...houses.columns, { name: 'x', type: 'int', ...column }],
});

describe('the Glue table of a declaration', () => {
  test('of JSON Lines has the delivered names, and tells them and the id', () => {
    expect(glueTable(declared({}))).toEqual({
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName: { Ref: 'Database' },
        TableInput: {
          Name: 'bronze_houses',
          Description: 'Houses',
          TableType: 'EXTERNAL_TABLE',
          Parameters: {
            EXTERNAL: 'TRUE',
            classification: 'json',
            id: 'house_id',
            'source.house_id': 'House Id',
          },
          StorageDescriptor: {
            Location: { 'Fn::Sub': 's3://${LakeBucket}/bronze/houses/' },
            InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
            OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
            SerdeInfo: {
              SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
              Parameters: { 'mapping.house_id': 'House Id' },
            },
            Columns: [
              { Name: 'house_id', Type: 'string' },
              { Name: 'price', Type: 'double' },
            ],
          },
        },
      },
    });
  });

  // As AWS's guide lists them: https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html
  test.each([
    [
      { type: 'csv', delimiter: '\t', header: true, nullTexts: ['NA'], lastTakesRest: true },
      'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
      {
        'field.delim': '\t',
        'serialization.null.format': 'NA',
        'serialization.last.column.takes.rest': 'true',
      },
    ],
    [
      { type: 'csv', delimiter: ';', quote: '"', header: true },
      'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      { separatorChar: ';', quoteChar: '"' },
    ],
  ])('of text: %j', (format, library, parameters) => {
    const columns = [{ name: 'house_id', type: 'string', nullable: false }];
    const { Parameters, StorageDescriptor } = inputOf({ format, columns });
    expect(StorageDescriptor.SerdeInfo).toEqual({ SerializationLibrary: library, Parameters: parameters });
    expect(Parameters).toMatchObject({ classification: 'csv', 'skip.header.line.count': '1' });
  });

  test('of Parquet', () => {
    const columns = [{ name: 'house_id', type: 'bigint', nullable: false }];
    const { StorageDescriptor } = inputOf({ format: { type: 'parquet' }, columns });
    expect(StorageDescriptor).toMatchObject({
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    });
  });

  test('by day computes its partitions', () => {
    const { PartitionKeys, Parameters } = inputOf({ partition: { day: 'day', from: '2024-02-29' } });
    expect(PartitionKeys).toEqual([{ Name: 'day', Type: 'string' }]);
    expect(Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy-MM-dd',
      'projection.day.range': '2024-02-29,NOW',
    });
  });
});

describe('a wrong declaration is refused with file, field and what to write', () => {
  test.each<[object, string]>([
    [{ description: undefined }, 'the field description is missing: it must say what a row is'],
    [{ colums: [] }, 'there is no field "colums". It takes description, id, format,'],
    [
      { format: { type: 'jsonl' } },
      'format.type must be json (JSON Lines), csv (any delimiter) or parquet, but was "jsonl".',
    ],
    [{ format: 'json' }, 'format must be an object such as {"type": "json"}, but was "json".'],
    [{ columns: [] }, 'columns must be a list of at least one column, but was [].'],
    [
      { columns: [{ name: 'a' }] },
      "columns[0]: the field type is missing: it must be one of Glue's types: boolean,",
    ],
    [withColumn({ type: 'integer' }), "columns[2].type must be one of Glue's types: boolean, tinyint"],
    [withColumn({ type: 'array<int' }), 'the column x has the type array<int: write array<int>.'],
    [withColumn({ type: 'decimal(40,2)' }), 'the column x: decimal must have at most 38 digits'],
    [withColumn({ name: 'Price' }), 'columns[2].name must be small letters, digits and underscores'],
    [withColumn({ name: 'price' }), 'columns has price twice.'],
    [
      withColumn({ source: 'HOUSE ID' }),
      'columns has the delivered name "house id" twice, in whatever case.',
    ],
    [withColumn({ source: '' }), 'columns[2].source must be the delivered name, as a text that is not empty'],
    [withColumn({ minimum: 5, maximum: 4 }), 'the column x: minimum must not be greater than maximum'],
    [
      withColumn({ type: 'date', minimum: 5 }),
      'the column x is of type date: minimum and maximum are for numbers.',
    ],
    [withColumn({ compared: true }), 'the column x is of type int: "compared" is for string.'],
    [
      withColumn({ values: [1, 1] }),
      'columns[2].values must be a list of the values that may stand there, each once',
    ],
    [{ id: 'house' }, 'id must be one of the columns house_id, price, but was "house".'],
    [{ id: 'price' }, 'id must be a column of whole numbers or text, but price is of type double.'],
    [{ partition: 'day' }, 'partition must be "run", or an object that names the column of the day'],
    [{ partition: 'run' }, 'partition must not be "run": a table of yours has none'],
    [{ partition: { day: 'price' } }, 'partition.day must name no column of the file'],
    [{ format: { type: 'json', header: true } }, 'format.header is for csv, but format.type is json.'],
    [
      { format: { type: 'csv', quote: ',' } },
      'format.quote must be another character than format.delimiter.',
    ],
    [
      { format: { type: 'csv', quote: '"' } },
      'the column price may be null, but an empty cell of type double',
    ],
    [{ format: { type: 'csv', nullTexts: ['', 'NA'] } }, 'format.nullTexts must have one text'],
    [
      { format: { type: 'parquet' } },
      'the column house_id has another name in the file, "House Id", but Parquet is read by name.',
    ],
    [{ delivery: { delimiter: ';' } }, 'delivery.delimiter is for csv, but files are json.'],
    [{ delivery: { encoding: 'ansi' } }, 'delivery.encoding must be utf-8, utf-16le'],
    [{ delivery: { date: 'tt.MM.jjjj' } }, 'delivery.date must be a pattern such as dd.MM.yyyy'],
  ])('%j', (changes, message) => {
    expect(() => declared(changes)).toThrow(`${file}: ${message}`);
  });

  test.each([
    ['lake/tables/Houses.json', "the file's name must be that of a table"],
    ['lake/tables/my-houses.json', "the file's name must be that of a table"],
    ['lake/tables/bronze_houses.json', 'the name must not begin with a layer twice, nor with bronze_'],
    ['lake/tables/silver_houses.json', 'partition must be "run" in a silver table'],
  ])('%s', (named, message) => {
    expect(() => declared({}, named)).toThrow(`${named}: ${message}`);
  });

  test('no JSON', () => expect(() => declarationOf(file, '{')).toThrow(`${file} is not JSON: `));
});

test('the package has the declared tables and no other, under names of CloudFormation as before', () => {
  const tables = resourcesOfType(loadStack(packageDirectory), 'AWS::Glue::Table');
  const names = tables.map(({ properties }) => (properties as unknown as Properties).TableInput.Name);
  expect(names.sort()).toEqual(
    declarations()
      .map(({ table }) => table)
      .sort(),
  );
  expect(tables.map(({ logicalId }) => logicalId)).toEqual(
    expect.arrayContaining(['BronzePatients', 'BronzeCampaign', 'SilverPairs', 'GoldSegmentProfiles']),
  );
});

test('VS Code holds declarations against the schema', () => {
  const settings = readFileSync(join(projectRoot, '.vscode/settings.json'), 'utf8');
  expect(JSON.parse(settings)).toMatchObject({
    'json.schemas': expect.arrayContaining([
      { fileMatch: ['/lake/tables/*.json'], url: './lake/table.schema.json' },
    ]) as unknown,
  });
});
