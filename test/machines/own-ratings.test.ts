import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTemplate, writePackage, type Template } from '../support/permission-copies.ts';
import { Pipeline } from '../support/pipeline.ts';

interface Tables {
  declarationOf: (file: string, text: string) => object;
  glueTable: (declaration: object) => Template['Resources'][string];
}
const load = createRequire(import.meta.url);
const { declarationOf } = load('../../infra/tables/declarations.cjs') as Tables;
const { glueTable } = load('../../infra/tables/glue-table.cjs') as Tables;

const films = {
  description: 'Ratings of half stars',
  format: { type: 'json' },
  columns: [
    { name: 'wer', source: 'Wer "ü"', type: 'string' },
    { name: 'film', type: 'bigint' },
    { name: 'stars', source: "Stars'; --", type: 'double' },
    { name: 'day', type: 'date' },
    { name: 'note', type: 'string' },
  ],
};
const large = '9007199254740993';
const ann = "ann'; --";
/** Who, which film, stars, day, note. Two of Ann's are of one film; one has nobody, one no stars. */
const rows = [
  [ann, large, '4.5', '2026-01-01', 'a'],
  [ann, '2', '0.5', '2026-01-02', 'b'],
  [ann, '2', '3.5', '2026-01-03', 'c'],
  ['Ben', '2', '5', '2026-01-01', null],
  ['Ben', '10', null, '2026-01-02', 'ü "q"'],
  [null, '10', '1', '2026-01-01', 'x'],
  [null, '10', '1', '2026-01-01', 'x'],
  ['cyd', '10', '2.5', '2026-01-05', 'y'],
] as const;
const lines = rows.map(([who, film, stars, day, note]) => {
  const [name, text] = [who, note].map((each) => JSON.stringify(each));
  return `{"Wer \\"ü\\"": ${name}, "film": ${film}, "Stars'; --": ${stars}, "day": "${day}", "note": ${text}}\n`;
});

let pipeline: Pipeline;
let packaged: string;
beforeAll(async () => {
  packaged = await mkdtemp(join(tmpdir(), 'nocturne-films-'));
  const template = await readTemplate();
  template.Resources.BronzeFilms = glueTable(declarationOf('films.json', JSON.stringify(films)));
  template.Resources.BronzeNone = glueTable(declarationOf('none.json', JSON.stringify(films)));
  await writePackage(packaged, template);
  pipeline = await Pipeline.start({ packageDirectory: packaged });
  await pipeline.put('bronze/films/data.jsonl.gz', gzipSync(lines.join('')));
});
afterAll(async () => {
  await pipeline.stop();
  await rm(packaged, { recursive: true });
});

/** The delivered names, or Glue's. */
const own = {
  ...{ table: 'films', customer: 'Wer "ü"', item: 'film', rating: "Stars'; --" },
  ...{ minRatingsPerCustomer: 2, minRatingsPerProduct: 1, outputName: 'films' },
};

async function prepare(input: object) {
  const { status, output, error, cause } = await pipeline.run('ratings-prep', { ...own, ...input });
  expect({ status, error, cause }).toEqual({ status: 'SUCCEEDED' });
  const text = await pipeline.getText('train_ready/films.csv');
  return { output: output as { after: object }, csv: text.trimEnd().split('\n') };
}

test('half stars, ids as they are, in the order of their types', async () => {
  const { output, csv } = await prepare({ keep: ['note'] });
  expect(csv).toEqual([
    '"wer","film","stars","note"',
    '"Ben","2","5.0",',
    '"Ben","10",,"ü ""q"""',
    `"${ann}","2","0.5","b"`,
    `"${ann}","2","3.5","c"`,
    `"${ann}","${large}","4.5","a"`,
  ]);
  // By hand: (4.5 + 0.5 + 3.5 + 5) / 4.
  expect(output.after).toEqual({
    ...{ ratings: 5, customers: 2, products: 3 },
    ...{ mean_rating: 3.375, lowest_rating: 0.5, highest_rating: 5 },
  });
});

test('the last of several ratings counts, and the last of each customer is for the test; as k-core, too', async () => {
  const input = { time: 'day', duplicates: 'last', split: 'last' };
  const expected = [
    '"wer","film","stars","day","split"',
    '"Ben","2","5.0","2026-01-01","train"',
    '"Ben","10",,"2026-01-02","test"',
    `"${ann}","2","3.5","2026-01-03","test"`,
    `"${ann}","${large}","4.5","2026-01-01","train"`,
  ];
  const { output, csv } = await prepare(input);
  expect(csv).toEqual(expected);
  expect(output).toMatchObject({ before: { ratings: 7, ratings_with_customer_id: 5, customers: 3 } });
  expect((await prepare({ ...input, iterate: true })).csv).toEqual(expected);
});

test('the mean of several, split by day', async () => {
  const { csv } = await prepare({
    time: 'day',
    duplicates: 'mean',
    split: 'date',
    firstTestDay: '2026-01-02',
  });
  expect(
    csv.map((line) =>
      line
        .split(',')
        .filter((_, i) => i !== 3)
        .join(),
    ),
  ).toEqual([
    '"wer","film","stars","split"',
    '"Ben","2","5.0","train"',
    '"Ben","10",,"test"',
    `"${ann}","2","2.0","test"`,
    `"${ann}","${large}","4.5","train"`,
  ]);
});

test('without ratings every row says that somebody chose something', async () => {
  const { table, customer, item, minRatingsPerCustomer, minRatingsPerProduct, outputName } = own;
  const input = { table, customer, item, minRatingsPerCustomer, minRatingsPerProduct, outputName };
  const { output } = await pipeline.run('ratings-prep', input);
  expect(output).toMatchObject({ after: { ratings: 5, customers: 2, products: 3 } });
  const csv = await pipeline.getText('train_ready/films.csv');
  expect(csv.split('\n').slice(0, 2)).toEqual(['"wer","film"', '"Ben","2"']);
});

test.each([
  [{ table: 'nowhere' }, 'UnknownTable', /there is no nowhere/],
  [{ table: 'none' }, 'EmptyTable', /import the table first/],
  [{ item: 'movie' }, 'UnknownColumn', /item: films has no column "movie"\. It has "Wer \\"ü\\"", "film"/],
  [{ rating: 'note' }, 'WrongColumnType', /rating: "note" of films has the type string, .* a number/],
  [
    { scale: [1, 5] },
    'InvalidRating',
    /1 of the 8 rows of films have no film or a Stars'; -- outside 1 to 5/,
  ],
  [{ customer: undefined }, 'InvalidInput', /customer must be the column of films that tells who rated/],
  [{ split: 'last' }, 'InvalidInput', /time must be the column that tells when/],
  [{ time: 'day', split: 'date' }, 'InvalidInput', /firstTestDay is for split date/],
  [{ time: 'day', split: 'date', firstTestDay: '2026-02-30' }, 'InvalidInput', /firstTestDay must be a day/],
])('%j: %s', async (input: object, name, message) => {
  const { error, cause } = await pipeline.run('ratings-prep', { ...own, ...input });
  expect(error).toBe(name);
  expect(cause).toMatch(message);
});
