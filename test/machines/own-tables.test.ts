import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTemplate, writePackage } from '../support/permission-copies.ts';
import { Pipeline, projectRoot } from '../support/pipeline.ts';

interface Figures {
  r2_cv: number;
  r2_test: number;
  rmse_test: number;
}

/** scikit-learn's figures; see the origin in the file. */
const { friedman1 } = JSON.parse(
  await readFile(join(projectRoot, 'test/fixtures/svr/baselines.json'), 'utf8'),
) as {
  friedman1: {
    features: number[][];
    targets: number[];
    training_rows: number;
    baselines: Record<string, Figures>;
    trials: (Figures & { gamma: number; C: number; epsilon: number })[];
  };
};

/** As packaging makes one of a declaration. */
const tableOf = (name: string, id: string, columns: [name: string, type: string, source?: string][]) => {
  const renamed = (prefix: string) =>
    Object.fromEntries(
      columns.flatMap(([column, , source]) => (source ? [[`${prefix}.${column}`, source]] : [])),
    );
  return {
    Type: 'AWS::Glue::Table',
    Properties: {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseName: { Ref: 'Database' },
      TableInput: {
        Name: `bronze_${name}`,
        TableType: 'EXTERNAL_TABLE',
        Parameters: { EXTERNAL: 'TRUE', classification: 'json', id, ...renamed('source') },
        StorageDescriptor: {
          Location: { 'Fn::Sub': `s3://\${LakeBucket}/bronze/${name}/` },
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          SerdeInfo: {
            SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
            Parameters: renamed('mapping'),
          },
          Columns: columns.map(([Name, Type]) => ({ Name, Type })),
        },
      },
    },
  };
};

const names = Array.from({ length: 10 }, (_, i) => `x${i}`);
const friedman = tableOf('friedman', 'id', [
  ['id', 'string'],
  ...names.map((name): [string, string] => [name, 'double']),
  ['y', 'double'],
  ['known', 'boolean'],
]);
/** Text ids in the order of the rows, so that the folds are those of the reference. */
const friedmanRows = friedman1.features.map((features, i) => ({
  id: `row ${String(i).padStart(3, '0')}'"`,
  ...Object.fromEntries(features.map((x, k): [string, number] => [names[k]!, x])),
  y: friedman1.targets[i],
  known: i < friedman1.training_rows,
}));

const houses = tableOf('houses', 'house_id', [
  ['house_id', 'string', 'House Id'],
  ['flaeche', 'double', 'Fläche "m²"'],
  ['rooms', 'int'],
  ['district', 'string', "District'; --"],
  ['note', 'string'],
  ['garden', 'boolean'],
  ['owner', 'bigint'],
  ['sold', 'date'],
  ['price', 'decimal(12,2)', 'Price (€)'],
]);
const districts = ['Süd', "O'Neill", '"; DROP', '😀'];
const houseRows = Array.from({ length: 120 }, (_, i) => {
  const area = 40 + ((i * 37) % 100);
  return {
    'House Id': `b0c5-${(i * 7919) % 1000}-ü`,
    'Fläche "m²"': i % 10 === 3 ? null : area,
    rooms: 1 + (i % 5),
    "District'; --": i % 15 === 4 ? null : districts[i % 4],
    note: `as seen ${i}`,
    garden: i % 3 === 0,
    owner: String(9007199254740993n + BigInt(i % 12)),
    sold: `2026-0${1 + (i % 6)}-15`,
    'Price (€)': i % 20 === 7 ? null : 1000 * area + 20_000 * (i % 4),
  };
});
/** With integers of any length, which JSON.stringify does not write. */
const linesOf = (rows: unknown[]) =>
  rows.map((row) => JSON.stringify(row).replace(/"owner":"(\d+)"/, '"owner":$1')).join('\n');

let directory: string;
let pipeline: Pipeline;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nocturne-own-tables-'));
  const template = await readTemplate();
  const own = {
    Friedman: friedman,
    Houses: houses,
    Nothing: tableOf('nothing', 'id', [
      ['id', 'bigint'],
      ['y', 'double'],
    ]),
  };
  await writePackage(directory, { ...template, Resources: { ...template.Resources, ...own } });
  pipeline = await Pipeline.start({ packageDirectory: directory });
  await pipeline.put('bronze/friedman/rows.jsonl.gz', gzipSync(linesOf(friedmanRows)));
  await pipeline.put('bronze/houses/a.jsonl', linesOf(houseRows.slice(50)));
  await pipeline.put('bronze/houses/b.jsonl', linesOf(houseRows.slice(0, 50)));
});
afterAll(async () => {
  await pipeline?.stop();
  await rm(directory, { recursive: true, force: true });
});

const run = (input: object, name?: string) => pipeline.run('svr-leaderboard', { folds: 5, ...input }, name);

test("Friedman's first set by text ids: trials and baselines are scikit-learn's", async () => {
  const points = friedman1.trials.map(({ gamma, C, epsilon }) => ({ gamma, C, epsilon }));
  const { status, cause, output } = await run(
    { table: 'friedman', target: 'y', split: { column: 'known' }, points },
    'friedman',
  );
  expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
  const { baselines } = output as { baselines: (Figures & { name: string })[] };
  for (const { name, r2_cv, r2_test } of baselines) {
    expect(r2_cv).toBeCloseTo(friedman1.baselines[name]!.r2_cv, 9);
    expect(r2_test).toBeCloseTo(friedman1.baselines[name]!.r2_test, 9);
  }
  const rows = await pipeline.sql(
    "SELECT trial_id, r2_cv, r2_test, rmse_test FROM gold_leaderboard WHERE run = 'friedman' ORDER BY trial_id",
  );
  expect(rows).toHaveLength(points.length);
  rows.forEach((row, i) => {
    expect(Math.abs(Number(row.r2_cv) - friedman1.trials[i]!.r2_cv)).toBeLessThan(1e-5);
    expect(Math.abs(Number(row.r2_test) - friedman1.trials[i]!.r2_test)).toBeLessThan(1e-5);
  });
  const [first] = await pipeline.sql(
    "SELECT id, split FROM silver_rows WHERE run = 'friedman' ORDER BY id LIMIT 1",
  );
  expect(first).toEqual({ id: 'row 000\'"', split: 'train' });
});

test('a table of delivered names, nulls and texts: encoded, split by group, promoted for its job', async () => {
  const price = { table: 'houses', target: 'Price (€)', trials: 30, seed: 3 };
  const { status, cause, output } = await run(
    { ...price, missing: 'mean', split: { group: 'owner', share: 0.25 } },
    'houses',
  );
  expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
  expect(output).toMatchObject({
    rows: { read: 120, sampled: 120, dropped: { target: 6, split: 0, features: 0 } },
    // Area, rooms and four districts; the notes tell houses apart, and owners are the groups.
    features: 6,
    leftOut: [{ column: 'note', reason: expect.stringMatching(/^a text of \d+ levels$/) as unknown }],
    promoted: true,
  });
  const { best, baselines } = output as { best: Figures; baselines: Figures[] };
  expect(best.r2_cv).toBeGreaterThan(baselines[0]!.r2_cv + 0.5);

  const encoding = JSON.parse(
    await pipeline.getText('models/svr-leaderboard/run=houses/encoding.json'),
  ) as object;
  expect(encoding).toMatchObject({ id: 'House Id', target: 'Price (€)', missing: 'mean' });
  const model = JSON.parse(await pipeline.getText('models/svr-leaderboard/run=houses/model.json')) as {
    features: string[];
    support: string[];
  };
  expect(model.features.slice(0, 2)).toEqual(['Fläche "m²"', 'rooms']);
  expect(new Set(model.features.slice(2))).toEqual(
    new Set(districts.map((level) => `District'; --=${level}`)),
  );
  expect(model.support[0]).toMatch(/^b0c5-\d+-ü$/);

  const sides = await pipeline.sql(
    "SELECT h.owner, MIN(r.split) AS side, MAX(r.split) AS other FROM silver_rows AS r JOIN bronze_houses AS h ON h.house_id = r.id WHERE r.run = 'houses' GROUP BY h.owner",
  );
  expect(sides).toHaveLength(12);
  expect(sides.filter(({ side, other }) => side !== other)).toEqual([]);
  expect(sides.filter(({ side }) => side === 'test')).toHaveLength(3);
});

test('named features, a date to split by, rows that are dropped and rows that are drawn', async () => {
  const input = {
    table: 'houses',
    id: 'house_id',
    target: 'price',
    features: ['flaeche', 'garden', "District'; --"],
    split: { date: 'sold', testFrom: '2026-06-01' },
    trials: 3,
  };
  const { output } = await run(input, 'dated');
  expect(output).toMatchObject({ features: 6, rows: { dropped: { target: 6, features: 20 } } });
  const [days] = await pipeline.sql(
    "SELECT MAX(IF(r.split = 'train', h.sold)) AS trained, MIN(IF(r.split = 'test', h.sold)) AS tested FROM silver_rows AS r JOIN bronze_houses AS h ON h.house_id = r.id WHERE r.run = 'dated'",
  );
  expect(days).toEqual({ trained: '2026-05-15', tested: '2026-06-15' });
  const drawn = await run({ ...input, split: { share: 0.5 }, rows: 40 });
  expect(drawn.output).toMatchObject({ rows: { read: 120, sampled: 40 } });
});

test.each([
  [
    { table: 'house', target: 'y' },
    'UnknownTable',
    'table: there is no house: the lake has no such table (bronze_house in nocturne_dev).',
  ],
  [{ table: 'nothing', target: 'y' }, 'EmptyTable', 'table: nothing is empty'],
  [
    { table: 'houses', target: 'Price' },
    'UnknownColumn',
    'target: houses has no column "Price". It has "House Id", ',
  ],
  [
    { table: 'houses', target: 'note' },
    'WrongColumnType',
    'target: "note" of houses has the type string, but must be a number.',
  ],
  [
    { table: 'houses', target: 'price', features: ['sold'] },
    'WrongColumnType',
    'features[0]: "sold" of houses has the type date',
  ],
  [
    { table: 'houses', target: 'price', split: { column: 'rooms' } },
    'WrongColumnType',
    'split: "rooms" of houses has the type int, but must be true or false.',
  ],
  [
    { table: 'houses', target: 'price', id: 'owner' },
    'InvalidRow',
    'id: each row must have its own, but "9007199254740993" stands more than once.',
  ],
  [
    { table: 'houses', target: 'price', split: { date: 'sold', testFrom: '2030-01-01' } },
    'EmptyTable',
    'none is a test row',
  ],
])('%j is refused as %s', async (input, name, message) => {
  const { error, cause } = await run(input);
  expect({ error, cause }).toEqual({ error: name, cause: expect.stringContaining(message) as unknown });
});
