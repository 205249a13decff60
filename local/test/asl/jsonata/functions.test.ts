import type { Json } from '../../../src/asl/host.ts';
import { evaluate } from './evaluate.ts';

const value = '$states.input.v';

// Measured on AWS: iwamot/sfnx, docs/design.md and the STRING_CASES of tests/test_testing.py; floci-io/floci#2669.
describe('$string and &', () => {
  it.each([
    ['1.0', '1'],
    ['1234567890123456', '1234567890123456'],
    ['9007199254740993', '9007199254740993'],
    ['1.5e16', '15000000000000000'],
    ['1e20', '100000000000000000000'],
    ['1.5e21', '1.5e+21'],
    ['1.7976931348623157e308', '1.7976931348623157e+308'],
    ['0.1', '0.1'],
    ['0.6666666666666666', '0.666666666666666'],
    ['-0.6666666666666666', '-0.666666666666667'],
    ['0.30000000000000004', '0.3'],
    ['1234567890123456.7', '1.23456789012345e+15'],
    ['123456789012345.5', '123456789012345'],
    ['100.0000000000001', '1e+2'],
    ['0.0000015', '0.0000015'],
    ['0.00000015', '1.5e-7'],
    ['true', 'true'],
    ['null', 'null'],
    ['[1.0,{"a":[0.1,null]}]', '[1,{"a":[0.1,null]}]'],
    [
      JSON.stringify(['\t\b\f\r\n"\\', '\x01\x7f\u2028/é😀']),
      '["\\t\\b\\f\\r\\n\\"\\\\","\x01\x7f\u2028/é😀"]',
    ],
    [JSON.stringify({ 'k"\x01': 1 }), '{"k\\"\x01":1}'],
  ])('write %s as %s', async (given, text) => {
    expect(await evaluate(`$string(${value})`, `{"v":${given}}`)).toBe(text);
    expect(await evaluate(`"" & ${value}`, `{"v":${given}}`)).toBe(text);
    expect(await evaluate(`${value} & ${value}`, `{"v":${given}}`)).toBe(text + text);
  });

  it.each<[string, Json]>([
    ['$string(999999999999999868928)', '999999999999999900000'],
    ['$string([0.1 + 0.2])', '[0.3]'],
    ["$string({'a': [], 'b': {}}, true)", '{\n  "a": [],\n  "b": {}\n}'],
    ["$string({'c': [1, {'d': 0.5}]}, true)", '{\n  "c": [\n    1,\n    {\n      "d": 0.5\n    }\n  ]\n}'],
    ["$string('a', true)", 'a'],
    ['$string(function($v) { $v })', ''],
    ['$string([$uppercase, 1])', '["",1]'],
    ['$exists($string($nothing))', false],
    ["'a' & $nothing & 1", 'a1'],
    ["[1, 2].$string() ~> $join('-')", '1-2'],
  ])('%s', async (text, expected) => {
    expect(await evaluate(text)).toBe(expected);
  });
});

// Measured on AWS: iwamot/sfnx, docs/design.md.
describe('a function that AWS has otherwise than JSONata', () => {
  it.each<[string, Json]>([
    ["$base64encode('日本 a')", '5pel5pysIGE='],
    ["$base64encode('é')", 'w6k='],
    ["$base64decode('5pel5pysIGE=')", '日本 a'],
    ["$base64decode('YWJ')", 'ab'],
    ["$base64decode('')", ''],
    ["$decodeUrlComponent('a+b%2Bc%20d')", 'a b+c d'],
    ["$decodeUrlComponent('%E6%97%A5')", '日'],
    ["$decodeUrlComponent('%E6')", '�'],
    ["$decodeUrl('a%20b')", 'a b'],
    ["$fromMillis(0, '[H01]', 'utc')", '00'],
    ["$fromMillis(0, '[H01]:[m01]', '+0130')", '01:30'],
    ["$now('[H01]', 'utc')", '00'],
    ['$fromMillis(1.6)', '1970-01-01T00:00:00.001Z'],
    ['$fromMillis(-1.5)', '1969-12-31T23:59:59.999Z'],
    ["$exists($fromMillis('a'))", false],
    ["$toMillis('2020-01-01T00:00:00')", 1_577_836_800_000],
    ["$toMillis('2020-01-01T00:00:00.1239Z')", 1_577_836_800_123],
    ["$length($replace('\u00a0a\u3000', /^\\s+|\\s+$/, ''))", 3],
    ["$replace(' \t\n\u000b\f\ra', /\\s+/, '')", 'a'],
    ["$replace('a\u00a0', /\\S/, '-')", '--'],
    ["$replace('a \u00a0', /[^\\s]/, '-')", '- -'],
    ["$replace('a\n', /[\\s\\S]/, '-')", '--'],
    ["$replace('aaa', 'a', 'b', 2.5)", 'bba'],
    ["$parse(\"{'a': ['x\\\"y', 1]}\")", { a: ['x"y', 1] }],
    ["$formatNumber(0.125, '0.00')", '0.12'],
    ["$formatNumber(2.675, '0.00')", '2.68'],
    ["$formatNumber(1234.5, '#,##0')", '1,234'],
    ["$formatNumber(-12, '00000;-0000')", '-0012'],
    ["$substring('hello', -10, 2)", 'he'],
    ['$partition([1], 1)', [[1]]],
  ])('%s', async (text, expected) => {
    expect(await evaluate(text)).toEqual(expected);
  });

  it.each([
    ["$base64decode('!!')", 'D3137: The argument of $base64decode() is not Base64'],
    ["$base64decode('a-_b')", 'D3137: The argument of $base64decode() is not Base64'],
    ["$base64decode('A')", 'D3137: The argument of $base64decode() is not Base64'],
    ["$decodeUrlComponent('%zz')", 'D3140: Malformed URL passed to $decodeUrlComponent(): "%zz"'],
    ["$partition('not-array', 2)", 'T0412: Argument 1 of function "partition" must be an array of "any"'],
    ["$partition({'a': 1})", 'T0412: Argument 1 of function "partition" must be an array of "any"'],
    ['$parse(\'{"a": 1, "a": 2}\')', 'D3137: Invalid JSON: Duplicate field "a"'],
    ["$parse('NaN')", 'D3137: Invalid JSON: Unexpected token in JSON at position 0'],
    ["$parse('[1e400]')", /^D3137: Invalid JSON: The number 1e400 cannot be held/],
  ])('%s fails', async (text, problem) => {
    const message = await evaluate(text).catch((error: Error) => error.message);
    const threw = 'threw an error during evaluation. ';
    if (typeof problem === 'string') expect(message).toBe(threw + problem);
    else expect((message as string).slice(threw.length)).toMatch(problem);
  });

  // What AWS gives was not measured, or is not regular.
  it.each([
    ["$base64decode('/w==')", 'not UTF-8'],
    ["$fromMillis(0, '[H01]', 'Europe/Berlin')", '"utc" or an offset like "+0100"'],
    ["$now('[H01]', '+01:00')", '"utc" or an offset like "+0100"'],
    ["$decodeUrl('a+b')", 'use $decodeUrlComponent()'],
    ["$substring('a😀b', 1, 1)", 'use $split() or $match()'],
    ["$formatNumber(1e22, '0')", 'use $string()'],
  ])('%s is refused, with what to do', async (text, advice) => {
    await expect(evaluate(text)).rejects.toThrow(advice);
  });
});
