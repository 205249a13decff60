import { difference } from '../../../verify/trino/answer.ts';
import { parseExactly } from '../../../verify/trino/client.ts';
import { athenaText, athenaType, trinoText, trinoType } from '../../../verify/trino/values.ts';

const columns = [
  { name: 'id', type: 'bigint' },
  { name: 'x', type: 'double' },
];
const answer = (...rows: (string | null)[][]) => ({ columns, rows, seconds: 0 });

test('rows may come in any order unless the statement says one', () => {
  const [ours, theirs] = [answer(['1', null], ['2', '0.5']), answer(['2', '0.5'], ['1', null])];
  expect(difference(ours, theirs, false)).toBeUndefined();
  expect(difference(ours, theirs, true)).toBe('row 1: ours ["1",null], Trino\'s ["2","0.5"]');
});

test('what differs is said', () => {
  expect(difference(answer(['1', '0.1']), answer(['1', '0.10000000000000002']), false)).toMatch(/^row 1: /);
  expect(difference(answer(), answer(['1', '1']), false)).toBe("rows: ours 0, Trino's 1");
  const other = { ...answer(), columns: [columns[0]!, { name: 'x', type: 'integer' }] };
  expect(difference(answer(), other, false)).toMatch(/^columns: ours id bigint, x double; Trino's/);
});

test("an array's elements are of the type that Trino says, and real is Athena's float", () => {
  const of = (list: string, single: string) => [
    { name: 'l', type: list },
    { name: 'r', type: single },
  ];
  const theirs = { ...answer(['[1, null]', '0.5']), columns: of('array(double)', 'real') };
  const ours = { ...answer(['[1.0, null]', '0.5']), columns: of('array', 'float') };
  expect(difference(ours, theirs, false)).toBeUndefined();
  expect(
    difference({ ...ours, ...answer(['[1.5, null]', '0.5']), columns: ours.columns }, theirs, false),
  ).toMatch(/^row 1: /);
  const other = { ...ours, columns: of('varchar', 'float') };
  expect(difference(other, theirs, false)).toMatch(/^columns: /);
});

test.each([
  ['double', 1e10, '1.0E10'],
  ['double', 'NaN', 'NaN'],
  ['double', -0, '-0.0'],
  ['double', null, undefined],
  ['decimal(3,2)', '0.50', '0.50'],
  ['bigint', 7, '7'],
  ['boolean', true, 'true'],
  ['varchar', '1.0', '1.0'],
  ['array(double)', [1, null], '[1.0, null]'],
  ['array(integer)', [1, null], '[1, null]'],
])('a %s reads the same from both: %j', (type, fromTrino, fromAthena) => {
  expect(trinoText(fromTrino, type)).toBe(athenaText(fromAthena, type));
});

test('types have the same names from both', () => {
  expect(trinoType('varchar(17)')).toBe(athenaType({ Name: 'a', Type: 'varchar' }));
  const decimal = { Name: 'a', Type: 'decimal', Precision: 3, Scale: 2 };
  expect(trinoType('decimal(3, 2)')).toBe(athenaType(decimal));
});

test('no digit of a whole number is lost', () => {
  const page =
    '{"data":[[9007199254740993,-9223372036854775808,12,0.1234567890123456,"\\"[1234567890123456789,1]"]]}';
  expect(parseExactly(page)).toEqual({
    data: [['9007199254740993', '-9223372036854775808', 12, 0.1234567890123456, '"[1234567890123456789,1]']],
  });
});
