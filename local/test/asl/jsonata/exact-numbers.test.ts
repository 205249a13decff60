import { stringify } from '../../../src/asl/json/index.ts';
import { evaluate } from './evaluate.ts';

const input = `{
  "id": 12345678901234567, "ids": [12345678901234567, 9007199254740993], "order": {"id": 12345678901234567},
  "orders": [{"id": 12345678901234567, "p": 2}, {"id": 12345678901234568, "p": 1}], "small": 1234567890123456
}`;

describe('a whole number beyond 2^53 - 1', () => {
  it.each([
    ['$states.input.id', '12345678901234567'],
    ['$states.input.ids', '[12345678901234567,9007199254740993]'],
    ['$states.input.orders.id', '[12345678901234567,12345678901234568]'],
    ['$states.input.orders^(p)[0].id', '12345678901234568'],
    ['$states.input.orders[id = 12345678901234568].p', '1'],
    ['$merge([$states.input.order, {"b": 1}])', '{"id":12345678901234567,"b":1}'],
    ['{"a": [$states.input.id, 1]}', '{"a":[12345678901234567,1]}'],
    ['($f := function($x){ $x }; $f($states.input.id))', '12345678901234567'],
    ['$map($states.input.orders, function($o){ $o.id })', '[12345678901234567,12345678901234568]'],
    ['($states.input ~> |order|{"b": 1}|).id', '12345678901234567'],
    ['$lookup($states.input, "id")', '12345678901234567'],
    ['$append($states.input.id, 1)', '[12345678901234567,1]'],
    ['$reverse($states.input.ids)', '[9007199254740993,12345678901234567]'],
    ['$sort($states.input.ids)', '[9007199254740993,12345678901234567]'],
    ['$distinct($append($states.input.ids, $states.input.id))', '[12345678901234567,9007199254740993]'],
    ['$count($states.input.ids)', '2'],
    ['$parse("[12345678901234567]")', '[12345678901234567]'],
    ['$number("12345678901234567")', '12345678901234567'],
    ['$type($states.input.id)', '"number"'],
    ['$exists($states.input.id)', 'true'],
    ['$states.input.id = 12345678901234567', 'true'],
    ['$states.input.id = 12345678901234568', 'false'],
    ['$states.input.id != 1', 'true'],
    ['$states.input.id in $states.input.ids', 'true'],
    ['12345678901234567', '12345678901234567'],
    ['-12345678901234567', '-12345678901234567'],
    ['$string($states.input.order)', String.raw`"{\"id\":12345678901234567}"`],
    ['"s3://b/" & $states.input.id & ".json"', '"s3://b/12345678901234567.json"'],
    ['$states.input.orders{$string(id): p}', '{"12345678901234567":2,"12345678901234568":1}'],
    ['$states.input.small + 1', '1234567890123457'],
    ['($states.input ~> |order|{"b": 1}|).small', '1234567890123456'],
  ])('passes through %s', async (text, expected) => {
    expect(stringify(await evaluate(text, input))).toBe(expected);
  });

  it.each([
    '$states.input.id + 1',
    '1 - $states.input.id',
    '$states.input.id * 1',
    '$states.input.id % 10',
    '-$states.input.id',
    '9007199254740993 + 0',
    '[1..$states.input.id]',
    '$states.input.id < 5',
    '$states.input.orders^(id)',
    '$states.input.id = $power(2, 60)',
    '$states.input.id ? 1 : 2',
    '$states.input.id and true',
    'false or $states.input.ids',
    '$not($states.input.id)',
    '$boolean($states.input.ids)',
    '$states.input.orders[id]',
    '$filter($states.input.orders, function($o){ $o.id })',
    '$sum($states.input.ids)',
    '$max($states.input.ids)',
    '$average($states.input.id)',
    '$count($states.input.id)',
    '$abs($states.input.id)',
    '$states.input.id ~> $floor()',
    '$map($states.input.ids, $abs)',
    '$round($states.input.id, -2)',
    '$formatNumber($states.input.id, "0")',
    '$fromMillis($states.input.id)',
    '$uppercase($states.input.id)',
    '$pad("a", $states.input.id)',
    '$hash($states.input.id, "MD5")',
  ])('is not computed with: %s', async (text) => {
    await expect(evaluate(text, input)).rejects.toThrow(
      /^threw an error during evaluation: \d+ is a whole number beyond 2\^53 - 1/,
    );
  });
});
