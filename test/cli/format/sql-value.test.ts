import { toJsonValue, toRowObjects } from '../../../cli/format/sql-value.ts';

test.each([
  [undefined, 'bigint', null],
  [undefined, 'varchar', null],
  ['', 'varchar', ''],
  ['42', 'varchar', '42'],
  ['42', 'bigint', 42],
  ['-7', 'tinyint', -7],
  ['9007199254740991', 'bigint', 9007199254740991],
  ['9007199254740993', 'bigint', '9007199254740993'],
  ['-9007199254740993', 'bigint', '-9007199254740993'],
  ['0.30', 'decimal', 0.3],
  ['90071992547409930.5', 'decimal', '90071992547409930.5'],
  ['0.1234567890123456789', 'decimal', '0.1234567890123456789'],
  ['12345678.123456789012', 'decimal', '12345678.123456789012'],
  ['-0.1234567890123456', 'decimal', -0.1234567890123456],
  ['0.00000001', 'decimal', 1e-8],
  ['-100.00', 'decimal', -100],
  ['0.00', 'decimal', 0],
  ['100000000000000000000', 'decimal', '100000000000000000000'],
  ['9007199254740994', 'bigint', '9007199254740994'],
  ['1.0E300', 'double', 1e300],
  ['0.1', 'double', 0.1],
  ['NaN', 'double', 'NaN'],
  ['Infinity', 'double', 'Infinity'],
  ['-Infinity', 'real', '-Infinity'],
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['[1, 2]', 'array', '[1, 2]'],
  ['{a=1}', 'row', '{a=1}'],
  ['2027-01-02 03:04:05.000', 'timestamp', '2027-01-02 03:04:05.000'],
])('%s of type %s is %j in JSON', (text, type, value) => {
  expect(toJsonValue(text, type)).toBe(value);
});

test('a column name that occurs again gets a number', () => {
  const columns = ['x', 'x', 'x_2', '__proto__'].map((Name) => ({ Name, Type: 'integer' }));
  const [row] = toRowObjects(columns, [['1', '2', '3', '4']]);
  expect(Object.entries(row!)).toEqual([
    ['x', 1],
    ['x_2', 2],
    ['x_2_2', 3],
    ['__proto__', 4],
  ]);
});
