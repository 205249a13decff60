import { checkRows } from '../../../cli/import/check-rows.ts';
import { tables } from '../../../cli/import/schemas.ts';

const good = { customer_id: 7, gender: 'Female', age: 31, city: 'Žalgrad', product_ids: [3, 1] };
const patient = {
  patient_id: 0,
  ...{ age: 59, sex: 2, bmi: 32.1, bp: 101, s1: 157, s2: 93.2, s3: 38, s4: 4, s5: 4.8598, s6: 87 },
  y_true: 151,
  is_train: true,
};

async function check(table: string, lines: (string | Buffer | object)[]): Promise<string> {
  async function* encode() {
    for (const line of lines) {
      yield Buffer.from(typeof line === 'object' && !Buffer.isBuffer(line) ? JSON.stringify(line) : line);
    }
  }
  let text = '';
  const source = { label: 'my.jsonl', lines: encode() };
  for await (const piece of checkRows(source, tables[table]!, { lines: 0, rows: 0 })) text += piece;
  return text;
}

const withoutCity = { customer_id: 8, gender: null, age: null, product_ids: null };

describe('rows that are refused', () => {
  // Each with its line, its column and what the message must say of rule and value.
  const cases: [string, unknown, RegExp][] = [
    ['not JSON', '{"customer_id": 8,', /line 2: must be JSON, but is not: ".*customer_id/],
    ['an empty line', '', /line 2: must be a JSON object, but is empty/],
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
      'an age with a fraction',
      { ...good, customer_id: 8, age: 1.7 },
      /column age: must be a whole number of 32 bits or null, but is 1.7/,
    ],
    ['an age beyond INT', { ...good, customer_id: 8, age: 2 ** 31 }, /column age: .*but is 2147483648/],
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
      /column bmi: must be a finite number or null/,
    );
  });
});

describe('rows that pass', () => {
  test('come out with the columns in the order of the table', async () => {
    const mixed = '{"product_ids": [], "city": null, "age": 1e1, "gender": "", "customer_id": 8.0}\r';
    expect(await check('bronze_customers', [good, mixed])).toBe(
      '{"customer_id":7,"gender":"Female","age":31,"city":"Žalgrad","product_ids":[3,1]}\n' +
        '{"customer_id":8,"gender":"","age":10,"city":null,"product_ids":[]}\n',
    );
  });

  test('may hold null everywhere but in the id', async () => {
    const nulls = '{"customer_id":1,"gender":null,"age":null,"city":null,"product_ids":null}';
    expect(await check('bronze_customers', [nulls])).toBe(`${nulls}\n`);
  });

  test('are patients too', async () => {
    expect(await check('bronze_patients', [patient])).toBe(`${JSON.stringify(patient)}\n`);
  });
});
