import fc from 'fast-check';
import { JsonProblem } from '../../src/json/json-problem.ts';
import { scanJson } from '../../src/json/scan-json.ts';

function problemOf(text: string): JsonProblem | undefined {
  try {
    scanJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonProblem) return error;
    throw error;
  }
}

test.each([
  ['{"a":1,}', 7, /a key in double quotes must stand where there is "}" \(nothing follows the last comma\)/],
  ['[1,2,]', 5, /a value must stand where there is "]" \(nothing follows the last comma\)/],
  ["{'a':1}", 1, /straight double quotes/],
  ['{“a”:1}', 1, /straight double quotes/],
  ['{a:1}', 1, /a key in double quotes must stand where there is "a"/],
  ['{"a":NaN}', 5, /JSON has no NaN and no Infinity: write null/],
  ['{"a":-Infinity}', 5, /JSON has no NaN and no Infinity: write null/],
  ['{"a":None}', 5, /a value that is missing is written as null/],
  ['{"a":True}', 5, /true, false and null are written in small letters/],
  ['{"a":01}', 5, /numbers are written as/],
  ['{"a":.5}', 5, /numbers are written as/],
  ['{"a":1', 6, /the text ends too early/],
  ['', 0, /the text ends too early/],
  ['{} // c', 3, /JSON has no comments/],
  ['{"a":1 "b":2}', 7, /a comma or } must stand where there is/],
  ['{"a" 1}', 5, /a colon must stand where there is "1"/],
  ['{"a":"x\ny"}', 5, /a text must end in its line/],
  ['{"a":"\\x"}', 5, /a text must end in its line/],
  ['{} {}', 3, /the end must stand where there is "{"/],
  ['{"b":{"a":1,"\\u0061":2}}', 12, /the key "a" stands twice/],
  ['['.repeat(5000), 1001, /nested more than 1000 levels deep/],
])('%j is no JSON at %p', (text, offset, message) => {
  const problem = problemOf(text);
  expect(problem?.offset).toBe(offset);
  expect(problem?.message).toMatch(message);
});

test('takes what JSON.parse takes, and nothing else', () => {
  const marks = fc.constantFrom(
    '',
    ',',
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    '0',
    '-',
    'e',
    '.',
    ' ',
    '\\',
    '\n',
    't',
  );
  fc.assert(
    fc.property(fc.json(), fc.nat(), marks, fc.nat(2), (json, place, mark, cut) => {
      const at = place % (json.length + 1);
      const text = json.slice(0, at) + mark + json.slice(at + cut);
      const problem = problemOf(text);
      fc.pre(problem?.key === undefined);
      if (problem) expect(() => JSON.parse(text) as unknown).toThrow();
      else JSON.parse(text);
    }),
    { numRuns: 2000 },
  );
});

test('tells where the value of each member stands', () => {
  const text = '{"a": 1.0, "b": {"c": [2]}}';
  const found: unknown[] = [];
  scanJson(text, ({ key, depth, start, end }) => found.push([key, depth, text.slice(start, end)]));
  expect(found).toEqual([
    ['a', 0, '1.0'],
    ['c', 1, '[2]'],
    ['b', 0, '{"c": [2]}'],
  ]);
});
