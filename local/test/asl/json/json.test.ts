import { parseJson, stringify } from '../../../src/asl/json/index.ts';
import { JsonReader } from '../../../src/asl/json/reader.ts';

describe('a number', () => {
  it.each([
    '0',
    '-1.5',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567',
    '9223372036854775807',
    '-9223372036854775808',
    '0.30000000000000004',
    '1e+21',
    '100000000000000000000',
    '[1,{"id":1234567890123456789,"a":[null,true,"x"]},-9223372036854775808]',
    '{"text":"12345678901234567890","__proto__":12345678901234567}',
    '{"text":"\\"12345678901234567890\\\\","more":[1,"9007199254740993"]}',
  ])('%s comes out as it went in', (text) => {
    expect(stringify(parseJson(text))).toBe(text);
  });

  it.each([
    ['1e17', 100_000_000_000_000_000n],
    ['1.5e16', 15_000_000_000_000_000n],
    ['900719925474099.1e1', 9_007_199_254_740_991],
    ['90071992547409930e-1', 9_007_199_254_740_993n],
    ['1.0', 1],
    ['0.10000000000000000000', 0.1],
    ['1e300', 1e300],
    ['5e-324', 5e-324],
    ['0e400', 0],
  ])('%s is read', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it.each([
    '9223372036854775808',
    '-9223372036854775809',
    '123456789012345678901',
    '1e400',
    '-1e400',
    '1e-400',
    '0.123456789012345678',
    '12345678901.1234567890123',
    '9007199254740993.5',
    '[1, 1e999]',
    '{"a": 1E999}',
  ])('%s is refused, since nothing holds it', (text) => {
    expect(() => parseJson(text)).toThrow(/^The number .* cannot be held exactly/);
  });
});

describe('the exact reader', () => {
  it('takes what JSON.parse takes, and gives the same', () => {
    const texts = [
      ' [ ] ',
      '{ "a" : { } , "b" : [ 1 , 2 ] }',
      String.raw`"\"\\\/\b\f\n\r\té😀 '"`,
      '"it\'s"',
      'null',
      '[[[[]]]]',
      '{"a":1,"a":2}',
    ];
    for (const text of texts) expect(new JsonReader(text).read()).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    ' ',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    '1 2',
    'nul',
    'nullx',
    'NaN',
    "'a'",
    '"a',
    '"\n"',
    String.raw`"\x"`,
    '[1',
    ']',
    '{"a" 1}',
    '{"a":}',
    '"a"b',
  ])('refuses %j, as JSON.parse does', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => new JsonReader(text).read()).toThrow(SyntaxError);
  });

  it('refuses what is nested without end', () => {
    expect(() => new JsonReader('['.repeat(100_000)).read()).toThrow('nested deeper than 1000');
  });
});

it('writes indented text as JSON.stringify does', () => {
  const value = { a: [1, { b: [] }], c: {}, d: 'x' };
  expect(stringify({ ...value, e: 12_345_678_901_234_567n }, 2)).toBe(
    JSON.stringify({ ...value, e: 0 }, null, 2).replace('"e": 0', '"e": 12345678901234567'),
  );
});
