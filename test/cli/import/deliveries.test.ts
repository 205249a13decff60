import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows, nothingPassed } from '../../../cli/import/check-rows.ts';
import { sourcesOf } from '../../../cli/import/files/sources.ts';
import { tableOf } from '../../../cli/import/table.ts';
import { declarationOf } from '../../../cli/tables/declarations.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

const houses = {
  description: 'Houses',
  id: 'house_id',
  format: { type: 'json' },
  delivery: { type: 'csv', delimiter: ';', decimal: ',', grouping: '.', date: 'dd.MM.yyyy' },
  columns: [
    { name: 'house_id', source: 'House Id', type: 'string', nullable: false },
    { name: 'note', source: 'Größe, Notiz', type: 'string' },
    { name: 'price', type: 'double', minimum: 0 },
    { name: 'rooms', type: 'smallint' },
    { name: 'sold', type: 'date' },
    { name: 'seen', type: 'timestamp' },
    { name: 'tax', type: 'decimal(10,2)' },
    { name: 'new', type: 'boolean' },
    { name: 'kind', type: 'string', values: ['flat', 'house'] },
  ],
};
const header = 'House Id;Größe, Notiz;price;rooms;sold;seen;tax;new;kind';
const good = 'a1;x;1.234.567,5;3;24.12.2024;24.12.2024 18:05;12,50;yes;flat';
const stored = {
  ...{ 'House Id': 'a1', 'Größe, Notiz': 'x', price: 1234567.5, rooms: 3, sold: '2024-12-24' },
  ...{ seen: '2024-12-24 18:05:00', tax: '12.50', new: true, kind: 'flat' },
};

/** What is stored of the contents of files, by their names. */
async function importing(contents: Record<string, string | Buffer>, changes: object = {}): Promise<string> {
  const declaration = declarationOf('lake/tables/houses.json', JSON.stringify({ ...houses, ...changes }));
  const paths = Object.entries(contents).map(([name, content]) => {
    const path = join(directory(), name);
    writeFileSync(path, content);
    return path;
  });
  let text = '';
  const sources = sourcesOf(paths, declaration.delivery?.encoding);
  for await (const piece of checkRows(sources, tableOf(declaration), nothingPassed())) text += piece;
  return text;
}

const rowsOf = async (content: string | Buffer, changes?: object) =>
  (await importing({ 'my.csv': content }, changes))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('CSV is read', () => {
  test.each([
    ['as it is declared', `${header}\n${good}\n`],
    ['as Excel saves it, with a mark and carriage returns', `\ufeff${header}\r\n${good}\r\n\r\n`],
    ['without a line feed at the end', `${header}\n${good}`],
    ['in UTF-16 with its mark', Buffer.from(`\ufeff${header}\r\n${good}\r\n`, 'utf16le')],
    ['with quotes', `${header.replace('price', '"price"')}\n"a1";"x"${good.slice(4)}\n`],
    ["with the catalog's names", `${header.replace('House Id', 'house_id')}\n${good}\n`],
  ])('%s', async (_, content) => expect(await rowsOf(content)).toEqual([stored]));

  test('with the columns in another order', async () => {
    const turned = [header, good].map((line) => line.split(';').reverse().join(';')).join('\n');
    expect(await rowsOf(turned)).toEqual([stored]);
  });

  test('with line breaks, delimiters and quotes in quoted cells', async () => {
    const content = `${header}\r\na1;"two\r\nlines; ""one"" more"${good.slice(4)}\r\n`;
    expect(await rowsOf(content)).toEqual([{ ...stored, 'Größe, Notiz': 'two\nlines; "one" more' }]);
  });

  test('with nothing for null, but in the id', async () => {
    const nulls = Object.fromEntries(Object.keys(stored).map((name) => [name, null]));
    expect(await rowsOf(`${header}\na1;;;;;;;;\n`)).toEqual([{ ...nulls, 'House Id': 'a1' }]);
  });

  test('with the texts for null that are declared', async () => {
    const delivery = { ...houses.delivery, nullTexts: ['', 'k. A.'] };
    const [row] = await rowsOf(`${header}\n${good.replace('1.234.567,5', 'k. A.')}\n`, { delivery });
    expect(row).toEqual({ ...stored, price: null });
  });

  test('in latin1 where that is declared', async () => {
    const delivery = { ...houses.delivery, encoding: 'latin1' };
    expect(await rowsOf(Buffer.from(`${header}\n${good}\n`, 'latin1'), { delivery })).toEqual([stored]);
  });

  test('without a header where that is declared', async () => {
    expect(await rowsOf(`${good}\n`, { delivery: { ...houses.delivery, header: false } })).toEqual([stored]);
  });

  test('from several files', async () => {
    const text = await importing({
      'a.csv': `${header}\n${good}\n`,
      'b.csv': `${header}\n${good.replace('a1', 'b1')}\n`,
    });
    expect(text.trimEnd().split('\n')).toHaveLength(2);
  });
});

test.each([
  ['JSON Lines', JSON.stringify(stored)],
  ['a JSON array', JSON.stringify([stored], null, 2)],
  ['a JSON array in one line', JSON.stringify([stored])],
])('%s is known by its beginning, whatever is declared', async (_, content) => {
  expect(await rowsOf(content)).toEqual([stored]);
});

describe('what is wrong is told with its place', () => {
  const row = (changes: Record<number, string>) =>
    good
      .split(';')
      .map((cell, i) => changes[i] ?? cell)
      .join(';');

  test.each<[string, string | Buffer, string]>([
    ['a ragged row', `${good};x`, 'line 2: must have 9 cells, as there are columns, but has 10.'],
    ['a cut row', 'a1;x', 'line 2: must have 9 cells, as there are columns, but has 2.'],
    ['another row behind quoted lines', `a1;"x\ny"${good.slice(4)}\nb;c`, 'line 4: must have 9 cells'],
    ['an empty row', `\n${good}`, 'line 2: must be a row, but is empty'],
    ['the header again', header, 'line 2: repeats the header: files were put together'],
    ['open quotes', '"a1;x', 'line 2: must end the quotes that it begins: double a "'],
    ['quotes amid a cell', 'a"1;x', 'line 2: must not have a " amid a cell without quotes'],
    ['NUL', row({ 1: 'a\0b' }), 'line 2: must be text, but holds NUL bytes'],
    [
      'other bytes than UTF-8',
      Buffer.from(row({ 1: 'Köln' }), 'latin1'),
      'line 2: must be UTF-8, but holds other bytes',
    ],
    [
      'a number with a point',
      row({ 2: '12.5' }),
      'column price: must be a number of at least 0 or null, but is "12.5".',
    ],
    ['a number below', row({ 2: '-1' }), 'column price: must be a number of at least 0 or null, but is -1.'],
    [
      'a word',
      row({ 3: 'three' }),
      'column rooms: must be a whole number of 16 bits or null, but is "three".',
    ],
    [
      'too many',
      row({ 3: '40000' }),
      'column rooms: must be a whole number of 16 bits or null, but is 40000.',
    ],
    [
      'no date',
      row({ 4: '31.02.2024' }),
      'column sold: must be a date such as 2026-11-30 or null, but is "31.02.2024".',
    ],
    [
      'no time',
      row({ 5: '24.12.2024 25:00' }),
      'column seen: must be a time such as 2026-11-30 18:05:00 or null',
    ],
    [
      'too exact',
      row({ 6: '1,234' }),
      'column tax: must be a number with at most 8 digits before the point and 2 behind it',
    ],
    ['neither', row({ 7: 'maybe' }), 'column new: must be true or false or null, but is "maybe".'],
    [
      'another value',
      row({ 8: 'barn' }),
      'column kind: must be one of "flat", "house" or null, but is "barn".',
    ],
    ['no id', row({ 0: '' }), 'column House Id: must be a text that is not empty, but is null.'],
    [
      'an id twice',
      `${good}\n${good}`,
      'line 3, column House Id: must not repeat, but "a1" stands in line 2 already.',
    ],
  ])('%s', async (_, line, message) => {
    const content = Buffer.concat([
      Buffer.from(`${header}\n`),
      Buffer.from(line as string),
      Buffer.from('\n'),
    ]);
    await expect(importing({ 'my.csv': content })).rejects.toThrow(message);
  });

  test.each<[string, string, string]>([
    ['a column missing', header.replace(';kind', ''), 'line 1, column kind: is missing in the header'],
    ['a column too many', `${header};x`, 'line 1, column x: is no column of the table, which has: House Id,'],
    ['a column twice', `${header};kind`, 'line 1, column kind: stands twice in the header'],
    [
      'commas',
      header.replaceAll(';', ','),
      'must be the header, separated by semicolons, but is separated by commas',
    ],
  ])('a header with %s', async (_, line, message) => {
    await expect(importing({ 'my.csv': `${line}\n${good}\n` })).rejects.toThrow(message);
  });

  test('ten at once, and how to go on', async () => {
    const wrong = Array.from({ length: 12 }, (_, i) => row({ 0: `a${i}`, 3: 'x' }));
    const error = await importing({ 'my.csv': [header, ...wrong].join('\n') }).catch((each: Error) => each);
    const lines = (error as Error).message.split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[9]).toMatch(/my\.csv, line 11, column rooms: must be a whole number of 16 bits/);
    expect(lines.slice(10)).toEqual([
      'These are the first 10 wrong rows; there may be more.',
      'Nothing was imported; the table is as it was. Correct them, or what the table declares, and look again with --dry-run.',
    ]);
  });

  test('an id that stands in two files', async () => {
    const content = `${header}\n${good}\n`;
    await expect(importing({ 'a.csv': content, 'b.csv': content })).rejects.toThrow(
      /b\.csv, line 2, column House Id: must not repeat, but "a1" stands in line 2 of \S+a\.csv already/,
    );
  });

  test.each([
    ['cut off', '[{"price": 1}', 'must end with the ] of the array'],
    ['with a comma missing', '[{} {}]', 'must have a comma between the objects, but has {'],
    ['of numbers', '[{}, 1]', 'must be an array of objects, but has 1'],
    ['followed by more', '[{}] x', 'must end with the array, but goes on with x'],
  ])('a JSON array %s', async (_, content, message) => {
    await expect(importing({ 'my.json': content })).rejects.toThrow(message);
  });

  test('a line of 10 MB', async () => {
    const content = `${header}\n${good}\n${'x'.repeat(10_000_000)}\n`;
    await expect(importing({ 'my.csv': content })).rejects.toThrow('line 3: must have 9 cells');
  });
});

test('5,000 columns are read and checked', async () => {
  const columns = Array.from({ length: 5000 }, (_, i) => ({ name: `c${i}`, type: 'double' }));
  const names = columns.map(({ name }) => name).join(';');
  const values = columns.map((_, i) => `${i},5`).join(';');
  const text = await importing({ 'my.csv': `${names}\n${values}\n${values}\n` }, { id: undefined, columns });
  const [first] = text.split('\n').map((line) => JSON.parse(line || '{}') as Record<string, number>);
  expect(first).toMatchObject({ c0: 0.5, c4999: 4999.5 });
});

describe('a table of text is written as Athena reads it', () => {
  const columns = houses.columns.slice(0, 3);
  const content = 'House Id;Größe, Notiz;price\na1;"x ""y""";1,5\n';

  test.each([
    [{ type: 'csv', header: true }, 'house_id,note,price\na1,x "y",1.5\n'],
    [{ type: 'csv', delimiter: '|', nullTexts: ['NA'] }, 'a1|x "y"|1.5\n'],
  ])('%j', async (format, text) => {
    expect(await importing({ 'my.csv': content }, { format, columns })).toBe(text);
  });

  test('with quotes', async () => {
    const filled = columns.map((column) => ({ ...column, nullable: false }));
    const format = { type: 'csv', quote: '"', header: true };
    expect(await importing({ 'my.csv': content }, { format, columns: filled })).toBe(
      'house_id,note,price\n"a1","x ""y""","1.5"\n',
    );
  });

  test('and refused where nothing can stand for a line break', async () => {
    const broken = content.replace('x ', 'x\n');
    await expect(importing({ 'my.csv': broken }, { format: { type: 'csv' }, columns })).rejects.toThrow(
      'column Größe, Notiz: must not hold what parts cells or lines in the table',
    );
  });
});
