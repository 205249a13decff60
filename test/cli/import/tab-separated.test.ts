import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkRows, nothingPassed } from '../../../cli/import/check-rows.ts';
import { prepareTable } from '../../../cli/import/prepare-table.ts';
import { tableOf } from '../../../cli/import/table.ts';
import { userTable } from '../../../cli/tables/declarations.ts';
import { samples } from '../../../cli/pipelines/index.ts';
import { projectRoot } from '../../support/pipeline.ts';

const header = 'customer_id\tproduct_id\tstar_rating\tproduct_title\trating10\trating_timestamp';
const good = '1\ttt1074638\t4\tSkyfall (2012)\t7\t1365029107';

const campaign = readFileSync(join(projectRoot, 'lake/samples/marketing_campaign.csv'), 'utf8').split('\n');

async function check(table: string, lines: (string | Buffer)[], passed = nothingPassed()): Promise<string> {
  async function* encode() {
    for (const line of lines) yield Buffer.from(line as string);
  }
  let text = '';
  const source = { label: 'my.tsv', lines: encode() };
  for await (const piece of checkRows([source], tableOf(userTable(table)), passed)) text += piece;
  return text;
}

describe('ratings that are refused', () => {
  const cases: [string, string, RegExp][] = [
    ['a row cut short', '1\ttt1\t4', /line 3: must have 6 fields separated by tabs, but has 3\./],
    ['a row with a tab too many', `${good}\tx`, /line 3: must have 6 fields .* but has 7\./],
    ['commas', '1,tt1,4,Skyfall,7,1365029107', /line 3: must have 6 fields .* but has 1\./],
    ['a carriage return inside', good.replace('Skyfall', 'Sky\rfall'), /line 3: must not hold a carriage/],
    [
      'no product',
      '1\t\t4\tx\t7\t1',
      /line 3, column product_id: must be a text that is not empty, but is ""/,
    ],
    ['a product of NULL', '1\t\\N\t4\tx\t7\t1', /column product_id: must be a text .* but is null/],
    [
      'a rating of 0',
      '1\ttt1\t0\tx\t7\t1',
      /column star_rating: must be a whole number from 1 to 5 or null, but is 0/,
    ],
    ['a rating of 6', '1\ttt1\t6\tx\t7\t1', /column star_rating: .* but is 6/],
    ['a rating of 5.0', '1\ttt1\t5.0\tx\t7\t1', /column star_rating: .* but is "5\.0": write 5\./],
    ['a rating in quotes', '1\ttt1\t"5"\tx\t7\t1', /column star_rating: .* but is "\\"5\\""\./],
    ['half a star by comma', '1\ttt1\t4,5\tx\t7\t1', /column star_rating: .* but is "4,5"\./],
    [
      'a time that no double holds',
      '1\ttt1\t4\tx\t7\t9007199254740993',
      /column rating_timestamp: .* but is 9007199254740993\./,
    ],
    ...['nan', 'NULL', 'None', 'N/A', '#N/A', '-', '<NA>', 'undefined', 'nAn'].map(
      (id): [string, string, RegExp] => [
        `a customer called ${id}`,
        `${id}\ttt1\t4\tx\t7\t1`,
        /column customer_id: must be a text or null, but is ".*", which programs write where there is none: leave it empty\./,
      ],
    ),
    ['a blank customer', ' \ttt1\t4\tx\t7\t1', /column customer_id: .* but is " ", with blanks around it/],
    [
      'a product called nan',
      '1\tnan\t4\tx\t7\t1',
      /column product_id: .* which programs write where there is none\./,
    ],
    ['half a rating', '1\ttt1\t3.5\tx\t7\t1', /column star_rating: .* but is "3\.5"/],
    ['a rating as text', '1\ttt1\tfive\tx\t7\t1', /column star_rating: .* but is "five"/],
    [
      'a fraction',
      '1\ttt1\t4\tx\t7.5\t1',
      /column rating10: must be a whole number of 32 bits or null, but is "7\.5"/,
    ],
    ['a time as text', '1\ttt1\t4\tx\t7\tnow', /column rating_timestamp: must be a whole number within/],
  ];

  test.each(cases)('%s', async (_, line, message) => {
    await expect(check('bronze_ratings', [header, good, line])).rejects.toThrow(message);
  });

  test.each([
    [
      'commas',
      header.replaceAll('\t', ','),
      /line 1: must be the header, customer_id, .* separated by tabs, but is separated by commas\./,
    ],
    ['semicolons', header.replaceAll('\t', ';'), /but is separated by semicolons\./],
    [
      'another order',
      header.split('\t').reverse().join('\t'),
      /line 1: must be the header, .* but is "rating_timestamp/,
    ],
    ['quotes', header.replaceAll(/\w+/g, '"$&"'), /line 1: must be the header, .* but is in quotes/],
    [
      'carriage returns alone',
      `${header}\r${good}\r`,
      /line 1: must not hold a carriage return inside: lines end/,
    ],
    ['no header at all', good, /line 1: must be the header, .* but is "1\\ttt1074638/],
  ])('a header with %s', async (_, line, message) => {
    await expect(check('bronze_ratings', [line, good])).rejects.toThrow(message);
  });
});

describe('ratings that pass', () => {
  test('are stored as they are, NULLs and empty customers too', async () => {
    const lines = [header, good, '\ttt1\t\\N\t\t\t', '\\N\ttt1\t1\t"quoted"\t-1\t\\N'];
    expect(await check('bronze_ratings', lines)).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  // What pandas.read_csv(sep='\t') makes of Excel's; a text's own quotes it would take off as well.
  test.each([
    ['"Godfather, The"', 'Godfather, The', 1],
    ['"Say ""Hi"""', 'Say "Hi"', 1],
    ['"12"" vinyl"', '12" vinyl', 1],
    ['"Heroes"', '"Heroes"', 0],
    ['"Heroes" live, 1977', '"Heroes" live, 1977', 0],
    ['"Yes", "No"', '"Yes", "No"', 0],
    ['12" vinyl', '12" vinyl', 0],
    ['"a, b', '"a, b', 0],
    ['“Heroes”, live', '“Heroes”, live', 0],
  ])('have the title %s as %s', async (given, stored, rows) => {
    const passed = nothingPassed();
    const text = await check('bronze_ratings', [header, `1\ttt1\t4\t${given}\t7\t1`], passed);
    expect(text).toBe(`${header}\n1\ttt1\t4\t${stored}\t7\t1\n`);
    const change = "a spreadsheet's quotes were taken off the text";
    expect(passed.changes).toEqual(rows === 0 ? [] : [{ column: 'product_title', change, rows }]);
  });

  test('lose carriage returns at the ends of lines and a byte order mark', async () => {
    const text = await check('bronze_ratings', [`\ufeff${header}\r`, `${good}\r`]);
    expect(text).toBe(`${header}\n${good}\n`);
  });
});

describe('campaign data', () => {
  test('keeps its values, whatever they are', async () => {
    const odd = campaign[1]!.replace('58138', 'unknown');
    expect(await check('bronze_campaign', [campaign[0]!, odd])).toBe(`${campaign[0]}\n${odd}\n`);
  });

  test.each([
    [
      'an id given twice',
      campaign[1]!,
      /line 3, column id: must not repeat, but 5524 stands in line 2 already/,
    ],
    ['no id', campaign[2]!.replace(/^\d+/, ''), /column id: must be a whole number .* but is null/],
    ['an id as text', campaign[2]!.replace(/^\d+/, 'x1'), /column id: must be a whole number .* but is "x1"/],
    ['a row cut short', '1\t1957', /line 3: must have 29 fields separated by tabs, but has 2\./],
  ])('is refused with %s', async (_, line, message) => {
    await expect(check('bronze_campaign', [campaign[0]!, campaign[1]!, line])).rejects.toThrow(message);
  });
});

test('a table of a header alone has no rows', async () => {
  async function* lines() {
    yield Buffer.from(header);
  }
  const prepared = prepareTable(
    userTable('bronze_ratings'),
    [{ label: 'my.tsv', lines: lines() }],
    new AbortController().signal,
  );
  await expect(prepared).rejects.toThrow('my.tsv has no rows. Nothing was imported');
});

test.each([
  ['bronze_ratings', 'lake/samples/ratings.tsv.gz', 100_000],
  ['bronze_campaign', 'lake/samples/marketing_campaign.csv', 2240],
])('the sample of %s passes whole', async (table, path, rows) => {
  const source = samples[table]!({ customers: 1, seed: 1 });
  const prepared = await prepareTable(userTable(table), [source], new AbortController().signal);
  const bytes = readFileSync(join(projectRoot, path));
  expect(prepared).toMatchObject({ rows, file: expect.stringMatching(/\/data\.tsv\.gz$/) as string });
  expect(
    gunzipSync(readFileSync(prepared.file)).equals(path.endsWith('.gz') ? gunzipSync(bytes) : bytes),
  ).toBe(true);
  await prepared.discard();
});
