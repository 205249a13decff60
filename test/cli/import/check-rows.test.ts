import { checkRows, nothingPassed } from '../../../cli/import/check-rows.ts';
import { tableOf } from '../../../cli/import/table.ts';
import { userTable } from '../../../cli/tables/declarations.ts';

const good = { customer_id: 7, gender: 'Female', age: 31, city: 'Žalgrad', product_ids: [3, 1] };
const patient = {
  patient_id: 0,
  ...{ age: 59, sex: 2, bmi: 32.1, bp: 101, s1: 157, s2: 93.2, s3: 38, s4: 4, s5: 4.8598, s6: 87 },
  y_true: 151,
  is_train: true,
};

async function check(
  table: string,
  lines: (string | Buffer | object)[],
  passed = nothingPassed(),
): Promise<string> {
  async function* encode() {
    for (const line of lines) {
      yield Buffer.from(typeof line === 'object' && !Buffer.isBuffer(line) ? JSON.stringify(line) : line);
    }
  }
  let text = '';
  const source = { label: 'my.jsonl', lines: encode() };
  for await (const piece of checkRows([source], tableOf(userTable(table)), passed)) text += piece;
  return text;
}

const withoutCity = { customer_id: 8, gender: null, age: null, product_ids: null };

/** A good row but for one member, written so. */
const rowWith = (column: string, written: string) =>
  JSON.stringify({ ...good, customer_id: 8, [column]: '?' }).replace('"?"', () => written);

describe('rows that are refused', () => {
  // Each with its line, its column and what the message must say of rule and value.
  const cases: [string, unknown, RegExp][] = [
    [
      'not JSON',
      '{"customer_id": 8,',
      /line 2: must be JSON, but is not at character 19: the text ends too early.* near ".*customer_id/,
    ],
    ['NaN', rowWith('age', 'NaN'), /at character \d+: JSON has no NaN and no Infinity: write null: near/],
    ['rows over several lines', '{', /the text ends too early; each line takes one whole object/],
    ['rows in a list', '[{"customer_id": 8},', /each line takes one whole object, without brackets/],
    ['a key twice', '{"customer_id":8,"age":1,"age":2}', /line 2, column age: stands twice in the row/],
    ['a key twice, once escaped', '{"age":1,"\\u0061ge":1}', /line 2, column age: stands twice in the row/],
    ['a key in another case', '{"Age":1}', /line 2, column Age: is no column of the table/],
    [
      'a carriage return alone',
      '{}\r{}',
      /line 2: must not hold a carriage return inside: lines end in a line feed/,
    ],
    [
      'a doubled line end',
      '{}\r\r',
      /line 2: must not hold a carriage return inside: its line ends are doubled/,
    ],
    ['two byte order marks', '\ufeff\ufeff{}', /line 2: must have one byte order mark at most, but has two/],
    ['NUL bytes', '{"a":"\0"}', /line 2: must be text, but holds NUL bytes/],
    ['a NUL character', rowWith('city', '"\\u0000"'), /column city: .* but is one with a NUL character/],
    ...['-2147483648', '-1', '131', '30.5', '30.0000000000000000000001', '1e9', 'true', '"30"'].map(
      (age): [string, string, RegExp] => [
        `an age of ${age}`,
        rowWith('age', age),
        new RegExp(`column age: must be a whole number from 0 to 130 or null, but is ${age}\\.`),
      ],
    ),
    ...['9007199254740993', '-9007199254740993', '99999999999999999999', '1e20', '9007199254740991.4'].map(
      (id): [string, string, RegExp] => [
        `an id of ${id}`,
        rowWith('customer_id', id),
        new RegExp(`column customer_id: must be a whole number within .* but is ${id}\\. N`),
      ],
    ),
    ...['nan', 'NaN', 'NULL', 'None', 'NA', 'n/a', '#N/A', '<NA>', 'undefined', '-', '\\\\N', '#REF!'].map(
      (word): [string, string, RegExp] => [
        `a city of ${word}`,
        rowWith('city', `"${word}"`),
        /column city: must be a text or null, but is ".*", which programs write where there is none: leave it empty/,
      ],
    ),
    ...[' Rome', 'Rome ', '\u00a0Rome', 'Rome\u200b'].map((city): [string, string, RegExp] => [
      `a city of "${city}"`,
      rowWith('city', `"${city}"`),
      /column city: must be a text or null, but is ".*", with blanks around it, seen or not/,
    ]),
    [
      'the product that numpy writes for none',
      rowWith('product_ids', '[1, -2147483648]'),
      /column product_ids: .* an array with -2147483648, which programs write where there is none/,
    ],
    [
      'a product that no double holds',
      rowWith('product_ids', '[9007199254740993]'),
      /column product_ids: .* but is \[9007199254740993\]/,
    ],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /line 2: must be UTF-8/],
    ['an array', '[1]', /line 2: must be a JSON object, but is \[1\]/],
    ['null', 'null', /line 2: must be a JSON object, but is null/],
    ['a missing column', withoutCity, /line 2, column city: is missing/],
    [
      'an unknown column',
      { ...good, customer_id: 8, zip: 1 },
      /line 2, column zip: is no column .*customer_id, gender/,
    ],
    ['a key that every object inherits', '{"__proto__": 1}', /line 2, column __proto__: is no column/],
    ['an id given twice', good, /line 2, column customer_id: must not repeat, but 7 stands in line 1/],
    [
      'half a character',
      { ...good, customer_id: 8, city: '\ud800' },
      /column city: must be a text or null, but is one with half/,
    ],
    ['no id', { ...good, customer_id: null }, /column customer_id: must be a whole number .*, but is null/],
    [
      'an id as text',
      { ...good, customer_id: '8' },
      /column customer_id: must be a whole number .*, but is "8"/,
    ],
    [
      'an id that no double holds',
      '{"customer_id": 9007199254740993}',
      /column customer_id: must be a whole number within ±\(2\^53 - 1\)/,
    ],
    [
      'a city as number',
      { ...good, customer_id: 8, city: 5 },
      /column city: must be a text or null, but is 5/,
    ],
    [
      'products as text',
      { ...good, customer_id: 8, product_ids: '1,2' },
      /column product_ids: must be an array .*but is "1,2"/,
    ],
    [
      'a product twice',
      { ...good, customer_id: 8, product_ids: [4, 323, 9, 323] },
      /column product_ids: .*an array that repeats 323/,
    ],
    [
      'a product null',
      { ...good, customer_id: 8, product_ids: [4, null] },
      /column product_ids: .*an array with null/,
    ],
  ];

  test.each(cases)('%s', async (_, line, message) => {
    await expect(check('bronze_customers', [good, line as string])).rejects.toMatchObject({
      code: 'BadRow',
      status: 1,
      message: expect.stringMatching(
        /^my\.jsonl, .* Nothing was imported; the table is as it was\.$/,
      ) as string,
    });
    await expect(check('bronze_customers', [good, line as string])).rejects.toThrow(message);
  });

  test('the line named is the line of the file', async () => {
    const lines: object[] = Array.from({ length: 16 }, (_, i) => ({ ...good, customer_id: i }));
    await expect(check('bronze_customers', [...lines, 'no json'])).rejects.toThrow('my.jsonl, line 17:');
  });

  test.each([
    ['a feature that is missing', { bmi: undefined }, /column bmi: is missing/],
    [
      'a feature that is not a number',
      { bmi: '32.1' },
      /column bmi: must be a finite number or null, but is "32.1"/,
    ],
    [
      'a target that is text',
      { y_true: '12' },
      /column y_true: must be a finite number or null, but is "12"/,
    ],
    ['a split that is a number', { is_train: 1 }, /column is_train: must be true or false or null, but is 1/],
  ])('%s of a patient', async (_, change, message) => {
    await expect(check('bronze_patients', [{ ...patient, ...change }])).rejects.toThrow(message);
  });

  test('a number too large for a double', async () => {
    const line = JSON.stringify(patient).replace('32.1', '1e999');
    await expect(check('bronze_patients', [line])).rejects.toThrow(
      /column bmi: must be a finite number or null, but is 1e999/,
    );
  });
});

describe('rows that pass', () => {
  test('come out with the columns in the order of the table', async () => {
    const mixed = '{"product_ids": [], "city": "a:b", "age": 1e1, "gender": null, "customer_id": 8.0}\r';
    expect(await check('bronze_customers', [good, mixed])).toBe(
      '{"customer_id":7,"gender":"Female","age":31,"city":"Žalgrad","product_ids":[3,1]}\n' +
        '{"customer_id":8,"gender":null,"age":10,"city":"a:b","product_ids":[]}\n',
    );
  });

  test('may hold null everywhere but in the id', async () => {
    const nulls = '{"customer_id":1,"gender":null,"age":null,"city":null,"product_ids":null}';
    expect(await check('bronze_customers', [nulls])).toBe(`${nulls}\n`);
  });

  test.each(['0', '130', '-0', '3e1', '30.0', '300e-1'])('hold an age of %s', async (age) => {
    const text = await check('bronze_customers', [rowWith('age', age)]);
    expect((JSON.parse(text) as typeof good).age === Number(age)).toBe(true);
  });

  test('have an empty city and gender as unknown, and that is said', async () => {
    const passed = nothingPassed();
    const lines = [rowWith('city', '""'), { ...good, city: '  ', gender: '' }];
    const text = await check('bronze_customers', lines, passed);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows).toMatchObject([
      { city: null, gender: 'Female' },
      { city: null, gender: null },
    ]);
    const change = 'an empty text became null, which is unknown';
    expect(passed.changes).toEqual([
      { column: 'city', change, rows: 2 },
      { column: 'gender', change, rows: 1 },
    ]);
  });

  test('may be followed by empty lines, not interrupted by them', async () => {
    const text = await check('bronze_customers', [good]);
    expect(await check('bronze_customers', [good, '', '\r', '  '])).toBe(text);
    const interrupted = check('bronze_customers', [good, '', '\r', { ...good, customer_id: 8 }]);
    await expect(interrupted).rejects.toThrow(
      'my.jsonl, line 2: must be a row, but is empty; only the last lines may be.',
    );
  });

  test('are patients too', async () => {
    expect(await check('bronze_patients', [patient])).toBe(`${JSON.stringify(patient)}\n`);
  });
});
