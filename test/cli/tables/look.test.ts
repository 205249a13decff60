import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { prepareTable } from '../../../cli/import/prepare-table.ts';
import { sourcesOf } from '../../../cli/import/files/sources.ts';
import { declarationOf } from '../../../cli/tables/declarations.ts';
import { advise } from '../../../cli/tables/look/advise.ts';
import type { Advice } from '../../../cli/tables/look/advise.ts';
import { lookAtFile } from '../../../cli/tables/look/look-at-file.ts';
import { glueNames, tableName } from '../../../cli/tables/look/names.ts';
import { showLook } from '../../../cli/tables/look/show-look.ts';
import { printDeclaration } from '../../../cli/tables/print-declaration.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

async function adviseOn(content: string | Buffer, id?: string): Promise<Advice> {
  const file = join(directory(), 'my.csv');
  writeFileSync(file, content);
  return advise(await lookAtFile(file), id);
}

/** The types of columns that a content has, by their delivered names. */
const typesOf = async (content: string | Buffer) =>
  Object.fromEntries(
    (await adviseOn(content)).columns.map(({ name, source = name, type }) => [source, type]),
  );

/** A column `x` of some values behind one of names. */
const column = (...values: string[]) => ['name;x', ...values.map((value, i) => `n${i};${value}`)].join('\n');

describe('the type of a column', () => {
  test.each<[string, string[], string, string | undefined]>([
    ['whole numbers', ['1', '-20', ''], 'bigint', undefined],
    ['whole numbers and points', ['1', '2.5', '1e3'], 'double', undefined],
    ['decimal commas', ['1', '2,5'], 'double', undefined],
    [
      'points between thousands',
      ['1.234,5', '2.345.678'],
      'double',
      'a point is taken to stand between thousands',
    ],
    ['commas between thousands', ['"1,234.5"', '"2,345,678"'], 'double', 'a comma is taken to stand between'],
    ['leading zeros', ['01234', '9'], 'string', '`x` has leading zeros: text.'],
    ['long numbers', ['1234567890123456789'], 'string', '`x` has numbers of 19 digits: text'],
    ['truths', ['true', 'FALSE'], 'boolean', undefined],
    ['dates', ['2024-02-29', '2023-01-01'], 'date', undefined],
    ['days that are none', ['2024-02-30', '2023-01-01'], 'string', undefined],
    ['dates by day', ['24.12.2024', '01.02.2024'], 'date', undefined],
    ['dates by month', ['12/24/2024', '01/02/2024'], 'date', undefined],
    [
      'dates by either',
      ['01/02/2024', '03/04/2024'],
      'date',
      '`x` fits dd/MM/yyyy and MM/dd/yyyy: it is read as dd/MM/yyyy',
    ],
    ['times', ['2024-02-29T18:05:00Z', '2024-02-29 18:05'], 'timestamp', undefined],
    ['times by day', ['24.12.2024 18:05'], 'timestamp', undefined],
    ['words', ['a', 'b'], 'string', undefined],
    [
      'nearly numbers',
      ['1', '2', '3', '12 EUR'],
      'string',
      '`x` is text, as 1 of 4 values are no numbers: line 5 has "12 EUR".',
    ],
    ['numbers and words for none', ['1', 'NA', 'n/a'], 'bigint', '"NA", "n/a" in `x` is read as no value'],
    ['words and words for none', ['a', 'NA'], 'string', '`x` is text, and "NA" in it, too'],
    ['nothing', ['', ''], 'string', '`x` has no value in any row: text.'],
  ])('%s', async (_, values, type, doubt) => {
    const { columns, doubts } = await adviseOn(column(...values));
    expect(columns[1]).toMatchObject({ name: 'x', type });
    const about = doubts.filter((each) => !each.includes('id'));
    if (doubt === undefined) expect(about).toEqual([]);
    else expect(about).toEqual([expect.stringContaining(doubt)]);
  });
});

describe('how text is written', () => {
  test.each<[string, string | Buffer, object | undefined]>([
    ['commas', 'id,x\n1,a\n2,b', { type: 'csv', delimiter: ',' }],
    ['semicolons, with commas within', 'id;x\n1;a, b\n2;c, d', { type: 'csv', delimiter: ';' }],
    ['tabs', 'id\tx\n1\ta\n2\tb', { type: 'csv', delimiter: '\t' }],
    ['bars', 'id|x\n1|a\n2|b', { type: 'csv', delimiter: '|' }],
    ['quotes that are text', 'id\tx\n1\t5" pipe\n2\t"a', { type: 'csv', delimiter: '\t', quote: '' }],
    ['quoted line breaks', 'id,x\n1,"a\nb,c"\n2,b', { type: 'csv', delimiter: ',' }],
    ['one column', 'id\n1\n2', { type: 'csv', delimiter: ',' }],
    ['no header', '1;2,5\n2;3,5', { type: 'csv', delimiter: ';', header: false, decimal: ',' }],
    ["Excel's mark and carriage returns", '\ufeffid;x\r\n1;a\r\n', { type: 'csv', delimiter: ';' }],
    [
      'latin1',
      Buffer.from('id;x\n1;Köln', 'latin1'),
      { type: 'csv', delimiter: ';', encoding: 'windows-1252' },
    ],
    ['UTF-16 with a mark', Buffer.from('\ufeffid;x\n1;Köln', 'utf16le'), { type: 'csv', delimiter: ';' }],
    [
      'UTF-16 without',
      Buffer.from('id;x\n1;Köln', 'utf16le'),
      { type: 'csv', delimiter: ';', encoding: 'utf-16le' },
    ],
    ['gzip', gzipSync('id;x\n1;a'), { type: 'csv', delimiter: ';' }],
    ['JSON Lines', '{"id": 1, "x": "a"}\n{"id": 2}', undefined],
    ['a JSON array', '[{"id": 1},\n {"id": 2, "x": "a"}]', undefined],
  ])('%s', async (_, content, delivery) => {
    expect((await adviseOn(content)).delivery).toEqual(delivery);
  });
});

describe('the id', () => {
  test.each<[string, string, string | undefined, string | undefined]>([
    ['is a column by its name', 'city,SKU\na,A-1\nb,A-2', undefined, 'sku'],
    ['else the first', 'city,n\na,1\nb,2', undefined, 'city'],
    ['is none where values repeat', 'id,x\n1,2\n1,3', undefined, undefined],
    ['is what is wanted', 'id,x\n1,2\n2,3', 'x', 'x'],
    ['by its delivered name', 'id,House Id\n1,2\n2,3', 'House Id', 'house_id'],
  ])('%s', async (_, content, wanted, id) => {
    const advice = await adviseOn(content, wanted);
    expect(advice.id).toBe(id);
    expect(advice.columns.filter(({ nullable }) => nullable === false).map(({ name }) => name)).toEqual(
      id ? [id] : [],
    );
    if (id === undefined) expect(advice.doubts.join()).toContain('No column is taken as the id');
  });

  test.each([
    ['y', 'there is no column "y": there are id, x'],
    ['x', 'x is empty in some rows'],
    ['z', 'values of z repeat'],
  ])('%s is refused', async (wanted, message) => {
    await expect(adviseOn('id,x,z\n1,,1\n2,3,1', wanted.replace('y', 'y'))).rejects.toThrow(
      wanted === 'y' ? '--id: there is no column "y": there are id, x, z' : `--id: ${message}`,
    );
  });
});

describe('a file that cannot be a table is refused with its place', () => {
  test.each<[string, string | Buffer, string]>([
    ['a header alone', 'id,x\n', 'my.csv has no rows, so its columns show nothing'],
    ['nothing', '', 'my.csv has no rows'],
    ['a header twice', 'id,x\nid,x\n1,2', 'line 2: repeats the header'],
    ['a name twice', 'id,x,x\n1,2,3', 'line 1: the header has "x" twice'],
    ['no name', 'id,,x\n1,2,3', 'line 1: the header has no name for column 2'],
    ['a ragged row', 'id,x\n1,2\n1,2,3\n', 'line 3: must have 2 cells'],
    ['NUL bytes', 'id,x\n1,2\n1,\0\n', 'line 3: must be text, but holds NUL bytes'],
    ['a cut gzip', gzipSync('id,x\n1,2\n'.repeat(1000)).subarray(0, -20), 'its gzip breaks off'],
    ['a row that is no JSON', '{"id": 1}\n{"id": \n', 'line 2: must be JSON'],
    [
      'a workbook',
      Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('[Content_Types].xml')]),
      'is an Excel workbook',
    ],
  ])('%s', async (_, content, message) => {
    await expect(adviseOn(content)).rejects.toThrow(message);
  });

  test('one that is not there', async () => {
    await expect(lookAtFile('gone.csv')).rejects.toThrow(
      'gone.csv cannot be read: there is no such file. Nothing was',
    );
  });
});

test('names become those that Glue takes, each once', () => {
  const sources = [
    'House Id',
    'Größe (m²)',
    'größe m2',
    '2024',
    'Ελλάδα',
    '1; DROP TABLE x',
    'Île-de-France',
  ];
  expect(glueNames(sources)).toEqual([
    ...['house_id', 'groesse_m2', 'groesse_m2_2', 'c_2024', 'column_5', 'c_1_drop_table_x', 'ile_de_france'],
  ]);
  expect(tableName('/data/Häuser 2024.csv.gz')).toBe('haeuser_2024');
  expect(tableName('gold_prices.csv')).toBe('my_gold_prices');
});

test('what is found can be declared and imported as it is, whatever is in the file', async () => {
  const content = [
    '\ufeffHouse Id;Größe; {% $x %} ;SELECT;Sold',
    'a\'1;1.234,5;<b>;"\'; DROP TABLE x";24.12.2024',
    '"b""2";7,5;${x};"a;b";01.01.2025',
    'c,3;;;;',
  ].join('\r\n');
  const file = join(directory(), 'my.csv');
  writeFileSync(file, content);
  const look = await lookAtFile(file);
  const { columns, id, delivery } = advise(look);
  const text = printDeclaration({ description: 'x', id, format: { type: 'json' }, delivery, columns });
  const declaration = declarationOf('lake/tables/my.json', text);
  const prepared = await prepareTable(declaration, sourcesOf([file]), new AbortController().signal);
  expect(prepared).toMatchObject({ table: 'bronze_my', rows: 3 });
  await prepared.discard();
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    ...['house_id string', 'groesse double', 'x string', 'select string', 'sold date'],
  ]);
});

test('5,000 columns are looked at', async () => {
  const names = Array.from({ length: 5000 }, (_, i) => `c${i}`);
  const content = [names, names.map((_, i) => i), names.map((_, i) => i + 1)]
    .map((row) => row.join(','))
    .join('\n');
  const types = await typesOf(content);
  expect(Object.keys(types)).toHaveLength(5000);
  expect(new Set(Object.values(types))).toEqual(new Set(['bigint']));
});

test('what is shown has the form, the first rows and the doubts', async () => {
  const file = join(directory(), 'my.csv');
  writeFileSync(file, 'House Id;zip\na-1;01234\na-2;99999\n');
  const look = await lookAtFile(file);
  const shown = showLook(look, 'my', advise(look));
  expect(shown).toMatch(
    /my\.csv: text separated by semicolons, with a header, 2 rows, 2 columns; the table my\n/,
  );
  expect(shown).toMatch(/^House Id {2}house_id {2}string {2}id {2}a-1 {4}a-2$/m);
  expect(shown).toMatch(/To look at:\n {2}`zip` has leading zeros: text\./);
});
