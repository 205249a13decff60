/** Lines of JSON that DuckDB reads by itself: whatever a file holds, its rows are those of the SerDe's own reader. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { hiveType } from '../../../../src/athena/engine/sql/types.ts';
import { loadLines } from '../../../../src/athena/engine/tables/load-lines.ts';
import type { LineReader } from '../../../../src/athena/engine/tables/reader.ts';
import { hiveJson } from '../../../../src/athena/engine/tables/serdes/hive-json.ts';
import { openXJson } from '../../../../src/athena/engine/tables/serdes/open-x-json.ts';
import { plainJson } from '../../../../src/athena/engine/tables/serdes/plain-json.ts';

const types = {
  id: 'bigint',
  n: 'int',
  small: 'smallint',
  tiny: 'tinyint',
  d: 'double',
  s: 'string',
  b: 'boolean',
  ids: 'array<int>',
  texts: 'array<array<string>>',
};
const tableColumns = Object.entries(types).map(([name, type], ordinal) => ({
  name,
  type: hiveType(type)!,
  hiveType: type,
  ordinal,
}));
const makers = { openXJson, hiveJson };

let directory: string;
let connection: DuckDBConnection;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nocturne-plain-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(directory, { recursive: true });
});

interface Given {
  reader: LineReader;
  names?: string[];
  properties?: Record<string, string>;
}

/** The rows in their order, or why there are none; and how many lines DuckDB read by itself. */
async function read(bytes: string | Buffer, { reader, names = Object.keys(types), properties = {} }: Given) {
  const path = join(directory, 'lines.json');
  writeFileSync(path, bytes);
  await connection.run('DROP TABLE IF EXISTS temp.rows');
  let single = 0;
  const counting: LineReader = {
    ...reader,
    makeReadRow: (...given) => {
      const readRow = reader.makeReadRow(...given);
      return (line, valid) => {
        single++;
        return readRow(line, valid);
      };
    },
  };
  const reading = {
    files: [{ path, uri: 's3://lake/lines.json' }],
    columns: tableColumns.filter(({ name }) => names.includes(name)),
    tableColumns,
    width: tableColumns.length,
    properties,
    reader: counting,
  };
  try {
    const sql = await loadLines(connection, 'rows', reading, new AbortController().signal);
    const rows = (await connection.runAndReadAll(sql)).getRowsJson();
    return { answer: rows, plain: rows.length - single };
  } catch (error) {
    return { answer: String(error), plain: 0 };
  }
}

const base = '"id":1,"n":2,"small":3,"tiny":4,"d":0.5,"s":"x","b":true,"ids":[1,null],"texts":[["y"],null]';
const plainLine = `{${base}}`;

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'null', '\ufeff', '\u0085'),
);
const orNull = (value: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 6, arbitrary: value }, fc.constant('null'));
const list = (value: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(orNull(value), { maxLength: 4 }), fc.constantFrom(',', ', '))
    .map(([all, comma]) => `[${all.join(comma)}]`);
const digits = (most: number) => fc.stringMatching(new RegExp(String.raw`^(?:0|-?[1-9]\d{0,${most - 1}})$`));
const plainText = texts.map((text) => JSON.stringify(text.replaceAll(/[\p{Cc}"\\]/gu, '')));
const plainValues: Record<keyof typeof types, fc.Arbitrary<string>> = {
  id: digits(15),
  n: digits(9),
  small: digits(4),
  tiny: digits(2),
  d: fc.oneof(
    digits(15),
    fc.constant('-0.0'),
    fc.stringMatching(/^-?(?:0\.\d{1,15}|[1-9]\d{0,7}\.\d{1,7})$/),
  ),
  s: plainText,
  b: fc.constantFrom('true', 'false'),
  ids: list(digits(9)),
  texts: list(list(plainText)),
};
const lineOf = (values: typeof plainValues) =>
  fc
    .tuple(
      fc.record(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, orNull(value)]))),
      fc.constantFrom('', ' '),
    )
    .map(([members, blank]) => {
      const texts = Object.entries(members).map(([name, value]) => `"${name}":${blank}${value}`);
      return `{${texts.join(`,${blank}`)}}`;
    });
const plainFile = fc.array(lineOf(plainValues), { minLength: 1, maxLength: 8 });

/** Values of any kind for any column, many of them odd. */
const anyValue = fc.oneof(
  texts.map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '1.0',
    '1e2',
    '-0',
    '-0.0',
    '01',
    '+1',
    '128',
    '-129',
    '32768',
    '2147483648',
    '0x1F',
    '.5',
    '5.',
    'NaN',
  ),
  fc.constantFrom(
    '1234567890123456',
    '9223372036854775808',
    '0.1234567890123456',
    'True',
    'NULL',
    '{}',
    '{"a":1}',
    '"12"',
    '"a\\u0041"',
  ),
  fc.double().map(String),
  fc.json({ maxDepth: 2 }),
  ...Object.values(plainValues),
);
const anyLine = lineOf(
  Object.fromEntries(Object.keys(types).map((name) => [name, anyValue])) as typeof plainValues,
);
const damaged = fc
  .tuple(lineOf(plainValues), fc.nat(), fc.constantFrom('', ',', '"', '\\', '\r', '\t', ' ', 'é', '}', '\0'))
  .map(([line, at, piece]) => {
    const place = at % (line.length + 1);
    return line.slice(0, place) + piece + line.slice(place + 1);
  });

describe.each(Object.entries(makers))('%s', (_, makeReadRow) => {
  const both = async (bytes: string | Buffer, given: Omit<Given, 'reader'> = {}) => ({
    quick: await read(bytes, { ...given, reader: { makeReadRow, makePlain: plainJson } }),
    exact: await read(bytes, { ...given, reader: { makeReadRow } }),
  });

  test('plain files are read by DuckDB, to the same values', async () => {
    await fc.assert(
      fc.asyncProperty(
        plainFile,
        fc.boolean(),
        fc.subarray(Object.keys(types), { minLength: 1 }),
        async (lines, ended, names) => {
          const { quick, exact } = await both(lines.join('\n') + (ended ? '\n' : ''), { names });
          expect(quick.plain).toBe(lines.length);
          expect(quick.answer).toEqual(exact.answer);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('files with an odd line have the same answer', async () => {
    await fc.assert(
      fc.asyncProperty(plainFile, fc.oneof(anyLine, damaged), fc.nat(8), async (lines, odd, at) => {
        const { quick, exact } = await both(lines.toSpliced(at, 0, odd).join('\n'));
        expect(quick.answer).toEqual(exact.answer);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a key twice', `{${base},"id":9}`],
    ['a key twice in the place of another', plainLine.replace('"n"', '"id"')],
    ['a key in another case', plainLine.replace('"n"', '"N"')],
    ['a key more', `{${base},"more":1}`],
    ['a key less', plainLine.replace('"n":2,', '')],
    ['other order', plainLine.replace('"id":1,"n":2', '"n":2,"id":1')],
    ['decimals in a whole number', plainLine.replace(':2,', ':1.0,')],
    ['an exponent', plainLine.replace(':0.5,', ':1e2,')],
    ['16 digits', plainLine.replace(':1,', ':1234567890123456,')],
    ['16 digits behind the point', plainLine.replace('0.5', '0.1234567890123456')],
    ['more than a type holds', plainLine.replace(':4,', ':200,')],
    ['a minus zero', plainLine.replace('0.5', '-0')],
    ['an escape', plainLine.replace('"x"', String.raw`"x\n"`)],
    ['a control character', plainLine.replace('"x"', '"\t"')],
    ['bytes that are not UTF-8', Buffer.from(plainLine.replace('"x"', '"\xff"'), 'latin1')],
    ['a surrogate as bytes', Buffer.from(plainLine.replace('"x"', '"\xed\xa0\x80"'), 'latin1')],
    ['a blank before the object', ` ${plainLine}`],
    ['something behind the object', `${plainLine}x`],
    ['an empty line', ''],
    ['a carriage return', `${plainLine}\r`],
    ['a byte order mark', `\ufeff${plainLine}`],
    ['an object as a value', plainLine.replace('"x"', '{"a":1}')],
    ['a comma too many', `{${base},}`],
    ['a comma too many in an array', plainLine.replace('[1,', '[1,,')],
    ['a number as text', plainLine.replace(':2,', ':"2",')],
    ['a number for a text', plainLine.replace('"x"', '7')],
    ['a word in capitals', plainLine.replace('true', 'TRUE')],
    ['no JSON', 'x'],
  ])('%s is odd', async (_, odd) => {
    const lines = [plainLine, odd, plainLine].map((line) => Buffer.from(line));
    const { quick, exact } = await both(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])));
    expect(quick.plain).toBe(0);
    expect(quick.answer).toEqual(exact.answer);
  });

  test('an odd line among many leaves the order, and is named by its number', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => plainLine.replace('"id":1', `"id":${i}`));
    const { quick, exact } = await both(
      lines.with(9000, lines[9000]!.replace('"x"', String.raw`"\\"`)).join('\n'),
    );
    expect(quick.plain).toBeGreaterThan(10_000);
    expect(quick.plain).toBeLessThan(19_000);
    expect(quick.answer).toEqual(exact.answer);
    const broken = await both(lines.with(9000, '{"id":').join('\n'));
    expect(broken.quick.answer).toContain('line 9001');
    expect(broken.quick.answer).toEqual(broken.exact.answer);
  });

  test.each<Record<string, string>>([
    { 'mapping.n': 'id' },
    { 'skip.header.line.count': '1' },
    { 'skip.footer.line.count': '1' },
  ])('a table with %j is read by its SerDe', async (properties) => {
    const { quick, exact } = await both(`${plainLine}\n${plainLine}\n`, { properties });
    expect(quick.plain).toBe(0);
    expect(quick.answer).toEqual(exact.answer);
  });
});
