import jsonata from 'jsonata';
import type { Json } from '../../src/asl/host.ts';
import { Expression, ExpressionFailure } from '../../src/asl/jsonata/expression.ts';
import { Guard } from '../../src/asl/jsonata/guard.ts';

function evaluate(text: string, input: Json = {}, variables: Record<string, Json> = {}): Promise<Json> {
  const variable = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  return new Expression(text).evaluate({
    states: { input },
    variable,
    now: () => new Date('2024-01-01T00:00:00.000Z'),
  });
}

const nothing = 'returned nothing (undefined).';
const threw = (problem: string) => `threw an error during evaluation. ${problem}`;

test('an array of 500,001 elements is too large', async () => {
  const text = '$count($append($range(1, 250000, 1), $range(1, 250001, 1)))';
  await expect(evaluate(text)).rejects.toThrow('memory');
});

// Values recorded on AWS (LocalStack's tests) or measured there in 2026 (floci and sfnx projects on GitHub).
describe('the functions that Step Functions adds', () => {
  it.each<[string, Json]>([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([1,2,3,4,5], 2.9)', [[1, 2], [3, 4], [5]]],
    ['$partition([0], 2)', [[0]]],
    ['$partition([1,2,3])', [[1, 2, 3]]],
    ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['$range(1, 9, 9)', 1],
    ['$range(10, 0, -2)', [10, 8, 6, 4, 2, 0]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(5, 1, -1.5)', [5, 4, 3, 2, 1]],
    ['$count($range(1, 360145, 1))', 360_145],
    ['$count($append($range(1, 250000, 1), $range(1, 250000, 1)))', 500_000],
    ["$hash('Hello', 'MD5')", '8b1a9953c4611296a827abf8c47804d7'],
    ["$hash('Hello', 'SHA-1')", 'f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0'],
    ["$hash('Hello', 'SHA-256')", '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969'],
    ["$hash('ñ', 'MD5')", '94e9342ecbb1458b6043ecd3bfcbc192'],
    ['$random(42)', 0.7275636800328681],
    ['$random(0)', 0.730967787376657],
    ['$random(7)', 0.7306990420600421],
    ['$random(0.9) = $random(0)', true],
    ['$random() = $random()', false],
    ['$uuid() = $uuid()', false],
    [`$parse('{"b":1,"a":[2]}')`, { b: 1, a: [2] }],
    [`$map(['{"a":1}', '{"a":2}'], $parse).a`, [1, 2]],
    ['$now()', '2024-01-01T00:00:00.000Z'],
    ["$now('[Y0001]-[M01]-[D01]')", '2024-01-01'],
    ['$millis()', 1_704_067_200_000],
    ['1/0', 'Infinity'],
    ['{"k": -1/0}', { k: '-Infinity' }],
  ])('%s', async (text, expected) => {
    expect(await evaluate(text)).toEqual(expected);
  });

  it.each([
    ['$partition([], 2)', nothing],
    ['$partition([1,2,3], 0)', nothing],
    ['$partition([1,2,3], -1)', threw('D3137: Second argument must be zero or greater')],
    ['$range(5, 1, 1)', nothing],
    ['$range(1, 5, 0)', nothing],
    ['$range(1, 5)', nothing],
    [
      '$range(1, 360146, 1)',
      'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    ["$hash('Hello')", nothing],
    [
      "$hash('Hello', 'md5')",
      threw("D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5"),
    ],
    ["$hash(42, 'MD5')", threw('T0410: Argument 1 of function "hash" does not match function signature')],
    ["$uuid('seed')", threw('T0410: Argument 1 of function "uuid" does not match function signature')],
    ['$parse()', nothing],
    ["$eval('1+1')", threw('T1006: Attempted to invoke a non-function')],
  ])('%s', async (text, message) => {
    await expect(evaluate(text)).rejects.toMatchObject({ message });
  });
});

describe('an expression', () => {
  it('sees data only, not what JavaScript adds to it', async () => {
    const input = JSON.parse('{"own": {"__proto__": 1}}') as Json;
    expect(await evaluate('$states.input.own.__proto__', input)).toBe(1);
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      await expect(evaluate(`$states.input.${name}`, input)).rejects.toMatchObject({ message: nothing });
    }
    expect(await evaluate(`$states.input ~> |own|{"__proto__": {"polluted": 1}}|`, input)).toBeDefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('gives plain JSON, without the marks that JSONata leaves', async () => {
    const result = (await evaluate('$states.input.a.b[]', { a: [{ b: 1 }, { b: 2 }] })) as Json[];
    expect(Object.keys(result)).toEqual(['0', '1']);
    await expect(evaluate('function($x){ $x }')).rejects.toMatchObject({
      message: 'returned an unsupported result type.',
    });
  });

  it('cannot change what it reads', async () => {
    const input = { list: [1, 2], object: { a: 1 } };
    await evaluate(
      '($x := $states.input.list[]; $append($x, 3); $states.input.object ~> |$|{"a": 2}|)',
      input,
    );
    expect(input).toEqual({ list: [1, 2], object: { a: 1 } });
    expect(Object.keys(input.list)).toEqual(['0', '1']);
  });

  it('may be evaluated many times at once', async () => {
    const expression = new Expression('$states.input.n ~> function($x){ $x * 2 } ~> $string()');
    const values = Array.from({ length: 20 }, (_, n) => n);
    const bindings = (n: number) => ({
      states: { input: { n } },
      variable: () => undefined,
      now: () => new Date(),
    });
    const results = await Promise.all(values.map((n) => expression.evaluate(bindings(n))));
    expect(results).toEqual(values.map((n) => String(n * 2)));
  });

  it('reads variables, which hide functions of the same name', async () => {
    expect(await evaluate('$a.b & $a.b', {}, { a: { b: 'x' } })).toBe('xx');
    await expect(evaluate('$count([1])', {}, { count: 5 })).rejects.toMatchObject({
      message: threw('T1006: Attempted to invoke a non-function'),
    });
  });

  // The deepest that AWS takes, and one more (measured in 2026 by floci, issue 2737).
  const recursion = (n: number) => `($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(${n}))`;
  it.each([
    ['1' + '+1'.repeat(99), '1' + '+1'.repeat(100)],
    ['('.repeat(99) + '1' + ')'.repeat(99), '('.repeat(100) + '1' + ')'.repeat(100)],
    ['1' + '~>$string'.repeat(99), '1' + '~>$string'.repeat(100)],
    [recursion(31), recursion(32)],
  ])('nests as deep as on AWS: %.20s…', async (deepest, tooDeep) => {
    await expect(evaluate(deepest)).resolves.toBeDefined();
    await expect(evaluate(tooDeep)).rejects.toMatchObject({
      message: expect.stringContaining(
        'Stack overflow error: Check for non-terminating recursive function',
      ) as string,
    });
  });

  it('that loops is stopped from inside', async () => {
    const looping = jsonata('($f := function($x){ $f($x + 1) }; $f(1))');
    const guard = new Guard(looping, 50);
    guard.start();
    await expect(looping.evaluate({})).rejects.toMatchObject({
      message: 'Expression evaluation timeout: Check for infinite loop',
    });
  });

  it('that loops leaves the others their turns', async () => {
    const looping = jsonata('($f := function($x){ $f($x + 1) }; $f(1))');
    const guard = new Guard(looping, 200);
    let turns = 0;
    const turn = () => ((turns += 1), (other = setImmediate(turn)));
    let other = setImmediate(turn);
    guard.start();
    await expect(looping.evaluate({})).rejects.toThrow('Expression evaluation timeout');
    clearImmediate(other);
    expect(turns).toBeGreaterThan(2);
  });

  it('may group by more keys than it may nest', async () => {
    const items = Array.from({ length: 300 }, (_, n) => ({ key: `k${n}`, n }));
    const expected = Object.fromEntries(items.map(({ key, n }) => [key, n]));
    expect(await evaluate('$states.input{key: n}', items)).toEqual(expected);
    expect(await evaluate('$states.input{key: $sum([n, 0])}', items)).toEqual(expected);
    expect(await evaluate(`[${Array.from({ length: 200 }, (_, n) => `$sum([${n}])`).join()}]`)).toHaveLength(
      200,
    );
  });

  // Each would end the process or hold it up for minutes.
  it.each([
    ['a width beyond memory', '$pad("x", 1000000000)', 'memory limit exceeded'],
    ['a range beyond memory', '$count([1..10000000])', 'memory limit exceeded'],
    [
      'an array that doubles',
      '$reduce([1..40], function($a, $b){$append($a, $a)}, [1..9])',
      'memory limit exceeded',
    ],
    ['a text that doubles', '$reduce([1..40], function($a, $b){$a & $a}, "x")', 'memory limit exceeded'],
    ['many large arrays', '$map([1..100000], function($i){[1..400000]})', 'memory limit exceeded'],
    ['backtracking without end', '$match($pad("", 40, "a") & "b", /(a+)+$/)', 'timeout'],
    ['a picture that backtracks', '$toMillis($pad("", 200, "1") & "x", "[Y][M][D][H][m][s][f]")', 'timeout'],
  ])('%s is stopped', async (_, text, problem) => {
    await expect(evaluate(text)).rejects.toMatchObject({
      message: expect.stringMatching(`threw an error during evaluation: .*(${problem})`) as string,
    });
  });

  // Expected values: JSONata 2.0.6 itself.
  it.each<string>([
    '$pad("foo", 5)',
    '$pad("foo", -5, "#")',
    '$pad("foo", 8, "ab")',
    '$pad("😀", 4, "😀b")',
    '$pad("foo", 2)',
    '$pad("foo", 5, "")',
    '$distinct([1, "1", 1, null, {"a": 1, "b": [2]}, {"b": [2], "a": 1}, [1], [1]])',
    '$distinct("a")',
    '$distinct([1, 1])',
    '[{"a": 1}, {"a": 1}].a ~> $distinct',
    '$sort([3, 1, 2])',
    '$sort(["b", "a", "B"])',
    '$sort([{"k": 2}, {"k": 1, "n": 1}, {"k": 1, "n": 2}], function($l, $r){$l.k > $r.k})',
    '$toMillis("2024-02-03", "[Y0001]-[M01]-[D01]")',
    '$spread([{"a": 1, "b": [2]}, 3, [{"c": null}]])',
    '$spread({"a": 1})',
    '$spread("a")',
    '[$spread({})]',
    '{"a": 1, "b": 2}.$spread()',
    '$toMillis("2024-01-01T00:00:00Z")',
    '$split("a, b,c", /,\\s*/)',
    '$replace("aaa", /a+?/, "b")',
  ])('%s is what JSONata gives', async (text) => {
    const expected = JSON.parse(JSON.stringify(await jsonata(text).evaluate({}))) as Json;
    expect(await evaluate(text)).toEqual(expected);
  });

  it('sees nothing of JavaScript’s objects', async () => {
    for (const text of [
      '{}.constructor("x")',
      '{}.__proto__',
      '($o := {}; $o.valueOf())',
      '[{}, {}].toString',
    ]) {
      await expect(evaluate(text)).rejects.toBeInstanceOf(ExpressionFailure);
    }
  });

  it('nested deeper than the stack fails, as its result does', async () => {
    const deep = `$parse($pad("", 50000, "[") & $pad("", 50000, "]"))`;
    await expect(evaluate(deep)).rejects.toBeInstanceOf(ExpressionFailure);
  });
});
