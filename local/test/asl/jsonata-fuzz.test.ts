import * as fc from 'fast-check';
import type { Json } from '../../src/asl/host.ts';
import { Expression, ExpressionFailure } from '../../src/asl/jsonata/expression.ts';

const names = [
  'a',
  'b',
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'sequence',
];
const name = fc.constantFrom(...names);

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e300, '', 'a', '__proto__', 'x'.repeat(300)),
    fc.array(tie('value'), { maxLength: 4 }),
    // As JSON.parse gives it: `__proto__` is a member of its own.
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

const functions =
  `abs append average base64decode base64encode boolean ceil clone contains count decodeUrl distinct each
  encodeUrl error eval exists filter floor formatBase formatInteger formatNumber fromMillis hash join keys length lookup
  lowercase map match max merge millis min not now number pad parse parseInteger partition power random range reduce
  replace reverse round shuffle sift single sort split spread sqrt string substring substringAfter substringBefore sum
  toMillis trim type uppercase uuid zip`.split(/\s+/);

const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '=',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'and',
  'or',
  'in',
  '..',
  '.',
  '~>',
  '@$i.',
  ':=',
];

const expression = fc.letrec<{ any: string }>((tie) => {
  const any = tie('any');
  const list = fc.array(any, { maxLength: 3 }).map((parts) => parts.join(', '));
  return {
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        '$states.input',
        '$states',
        '$',
        '$$',
        '*',
        '**',
        '%',
        '$x',
        '$__proto__',
        '/(a+)+$/',
        '/x/i',
      ),
      fc.constantFrom('0', '-1', '2', '1e9', '500001', '"a"', '"__proto__"', 'true', 'null', '[]', '{}', '?'),
      name.map((text) => (text.startsWith('_') ? `\`${text}\`` : text)),
      fc.tuple(any, fc.constantFrom(...operators), any).map((parts) => parts.join(' ')),
      fc.tuple(fc.constantFrom(...functions), list).map(([called, args]) => `$${called}(${args})`),
      list.map((parts) => `[${parts}]`),
      list.map((parts) => `(${parts.replaceAll(', ', '; ')})`),
      fc.tuple(any, any).map(([key, value]) => `{${key}: ${value}}`),
      fc.tuple(any, any, any).map(([value, key, item]) => `${value}{${key}: ${item}}`),
      fc.tuple(any, any).map(([value, filter]) => `${value}[${filter}]`),
      fc.tuple(any, any).map(([value, term]) => `${value}^(${term})`),
      fc.tuple(any, any, any).map(([condition, yes, no]) => `(${condition} ? ${yes} : ${no})`),
      fc.tuple(any, any, any).map(([value, pattern, update]) => `${value} ~> |${pattern}|${update}|`),
      fc.tuple(any, any).map(([body, argument]) => `($x := function($x){${body}}; $x(${argument}))`),
    ),
  };
}).any;

const fragments = fc
  .array(
    fc.constantFrom(
      ...'$ $$ ( ) [ ] { } | ~> ^ @ # := : ? ; , . .. "a" \' ` /* */ / function($x) 1e999 \\u'.split(' '),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A value of JSON or an ExpressionFailure; whatever else comes is a defect. */
async function outcomeOf(text: string, input: Json): Promise<void> {
  let compiled;
  try {
    compiled = new Expression(text);
  } catch (error) {
    // Refused when the machine is loaded, with a message.
    expect(typeof (error as { message: unknown }).message).toBe('string');
    return;
  }
  const states = { input, context: { Execution: { Name: 'run' } } };
  try {
    const value = await compiled.evaluate({ states, variable: () => undefined, now: () => new Date(0) });
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error;
    expect(error.message).not.toBe('');
  }
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype];
const own = prototypes.map((prototype) => Reflect.ownKeys(prototype));

afterEach(() => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype))).toEqual(own);
});

describe('any expression over any input gives a value or fails as an expression', () => {
  it('made of what expressions are made of', async () => {
    await fc.assert(fc.asyncProperty(expression, json, outcomeOf), { numRuns: 1_000 });
  });

  it('made of fragments', async () => {
    await fc.assert(fc.asyncProperty(fragments, json, outcomeOf), { numRuns: 1_000 });
  });

  it('made of any characters', async () => {
    await fc.assert(fc.asyncProperty(fc.string(), json, outcomeOf), { numRuns: 500 });
  });
});
