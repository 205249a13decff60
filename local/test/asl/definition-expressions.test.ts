import { InvalidDefinition, parseMachine, validateDefinition } from '../../src/asl/index.ts';

const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Pass', End: true } } };

function machine(state: object): object {
  return { QueryLanguage: 'JSONata', StartAt: 'S', States: { S: state } };
}

function refusalOf(definition: object): string {
  try {
    parseMachine(definition, 'nightly');
    return '';
  } catch (error) {
    if (error instanceof InvalidDefinition) return error.message;
    throw error;
  }
}

const pass = (Output: unknown) => machine({ Type: 'Pass', Output, End: true });
const found = (definition: object) =>
  validateDefinition(JSON.stringify(definition), 'STANDARD').map(({ code, message, location }) => [
    code,
    message,
    location,
  ]);

const invalid = 'INVALID_JSONATA_EXPRESSION';
const unsupported = 'UNSUPPORTED_JSONATA_EXPRESSION';
const delimiters = 'A JSONata expression must begin with {% and end with %}, with nothing before or after';
const topLevel = (name: string) => `Reference to '${name}' at the top level is not supported.`;
const missing = (member: string) => `Field '$states.${member}' does not exist.`;

// Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
describe('half-open delimiters, with white space before or after too', () => {
  it.each([' {% 1 %}', '{% 1 %} ', '\n{% 1 %}', '{% 1', '{% 1 }', '{%', '1 %}', '{ 1 %}', '%}', '{%}'])(
    '%j is refused',
    (text) => {
      expect(found(pass(text))).toEqual([[invalid, delimiters, '/States/S/Output']]);
      expect(found(pass({ a: [0, { b: text }] }))).toEqual([
        [invalid, delimiters, '/States/S/Output/a[1]/b'],
      ]);
      expect(refusalOf(pass({ a: text }))).toBe(
        `State machine nightly, state S, field Output/a: ${delimiters}: got ${JSON.stringify(text)}.`,
      );
    },
  );

  it.each(['{%%}', '{% 1 %}', '{%1%}'])('%j is an expression', (text) => {
    const broken = text === '{%%}' ? [[invalid, 'Unexpected end of expression', '/States/S/Output']] : [];
    expect(found(pass(text))).toEqual(broken);
  });

  // The second was recorded on AWS (LocalStack's test_base_cases, BASE_LAMBDA_LITERALS).
  it.each(['', ' {% $states.input %} ', '100 %', '{ % }', 'take {% a %} as it is, {curly} or %'])(
    '%j is a text',
    (text) => {
      expect(found(pass(text))).toEqual([]);
    },
  );
});

// AWS's codes and words, measured with ValidateStateMachineDefinition: floci-io/floci#2670, #2745, PR#2699, PR#2786.
describe('an expression', () => {
  it.each<[string, string, string]>([
    ['1 +', invalid, 'Unexpected end of expression'],
    ['a[1,2)', invalid, 'Expected "]", got ","'],
    ['"unterminated', invalid, 'String literal must be terminated by a matching quote'],
    ['{"a":}', invalid, 'The symbol "}" cannot be used as a unary operator'],
    ['1 %} and {% 2', invalid, 'The symbol "}" cannot be used as a unary operator'],
    ['phone', unsupported, topLevel('phone')],
    ['phone[0].number', unsupported, topLevel('phone')],
    ['`a b`.c', unsupported, topLevel('a b')],
    ['$states.input.a & phone', unsupported, topLevel('phone')],
    ['{"k": phone}', unsupported, topLevel('phone')],
    ['[1, phone]', unsupported, topLevel('phone')],
    ['$count(phone)', unsupported, topLevel('phone')],
    ['$x ? phone : 1', unsupported, topLevel('phone')],
    ['($x := phone; $x)', unsupported, topLevel('phone')],
    ['phone ~> $count()', unsupported, topLevel('phone')],
    ['$map($states.input.a, function($x){ b })', unsupported, topLevel('b')],
    ['$', unsupported, topLevel('$')],
    ['$.phone', unsupported, topLevel('$')],
    ['$$', unsupported, "Reference to '$$' is not supported."],
    ['$$.phone', unsupported, "Reference to '$$' is not supported."],
    ['$states.input.a[b = $$.c]', unsupported, "Reference to '$$' is not supported."],
    ['$states.result', unsupported, missing('result')],
    ['$states.result[0].a', unsupported, missing('result')],
    ['$states.`result`', unsupported, missing('result')],
    ['$count($states.result)', unsupported, missing('result')],
    ['$states.errorOutput.Error', unsupported, missing('errorOutput')],
    ['$states.nope', unsupported, 'Unknown reserved states field: nope'],
    ['$states.nope.a & "b"', unsupported, 'Unknown reserved states field: nope'],
  ])('%s is refused', (text, code, message) => {
    expect(found(pass(`{% ${text} %}`))).toEqual([[code, message, '/States/S/Output']]);
  });

  it.each([
    '$states.input.items[value > 3].name',
    '$states.input.items^(>price, name)',
    '$states.input.items{kind: $sum(price)}',
    '$states.input.items.{"k": kind}',
    '$states.input ~> |items|{"price": price * 2}|',
    '$filter($states.input.items, function($v){ $v.price > 1 })',
    '$x.phone',
    '$states',
    '($states).result',
    "$states['result']",
    'null',
    '"phone"',
  ])('%s is taken', (text) => {
    expect(found(pass(`{% ${text} %}`))).toEqual([]);
  });
});

// Measured: iwamot/sfnx, docs/design.md, "$states has input and context everywhere …".
describe('$states.result and $states.errorOutput', () => {
  const result = '{% $states.result %}';
  const error = '{% $states.errorOutput %}';
  const caught = (fields: object) => ({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S', ...fields }] });
  const parallel = { Type: 'Parallel', Branches: [inner], End: true };
  const map = { Type: 'Map', ItemProcessor: inner, End: true };
  const choice = (fields: object) => ({
    Type: 'Choice',
    Choices: [{ Condition: true, Next: 'S', ...fields }],
    Default: 'S',
  });
  const nested = (Output: string) => ({
    StartAt: 'Inner',
    States: { Inner: { Type: 'Pass', Output, End: true } },
  });

  it.each<[string, object]>([
    ['Output of a Task', { ...lambda, Output: { a: [result] } }],
    ['Assign of a Task', { ...lambda, Assign: { a: { b: result } } }],
    ['Output of a Parallel', { ...parallel, Output: result }],
    ['Assign of a Map', { ...map, Assign: { a: result } }],
    ['Output of a catcher', { ...lambda, ...caught({ Output: error }) }],
    ['Assign of a catcher', { ...map, ...caught({ Assign: { a: error } }) }],
  ])('are read in %s', (_, state) => {
    expect(found(machine(state))).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['Arguments of a Task', { ...lambda, Arguments: { a: result } }, 'result', 'Arguments/a'],
    ['TimeoutSeconds', { ...lambda, TimeoutSeconds: result }, 'result', 'TimeoutSeconds'],
    ['Arguments of a Parallel', { ...parallel, Arguments: result }, 'result', 'Arguments'],
    ['Items', { ...map, Items: result }, 'result', 'Items'],
    ['ItemSelector', { ...map, ItemSelector: { a: result } }, 'result', 'ItemSelector/a'],
    [
      'Assign of a Wait',
      { Type: 'Wait', Seconds: 1, Assign: { a: result }, End: true },
      'result',
      'Assign/a',
    ],
    ['a Condition', choice({ Condition: result }), 'result', 'Choices[0]/Condition'],
    ['Output of a Choice rule', choice({ Output: result }), 'result', 'Choices[0]/Output'],
    ['Output of a Succeed', { Type: 'Succeed', Output: result }, 'result', 'Output'],
    ['Cause of a Fail', { Type: 'Fail', Cause: error }, 'errorOutput', 'Cause'],
    ['Output of a Task', { ...lambda, Output: error }, 'errorOutput', 'Output'],
    ['Output of a catcher', { ...lambda, ...caught({ Output: result }) }, 'result', 'Catch[0]/Output'],
  ])('are refused in %s', (_, state, member, field) => {
    const [diagnostic] = found(machine(state));
    expect(diagnostic).toEqual([unsupported, missing(member), `/States/S/${field}`]);
  });

  it('are refused in a branch and in a Map’s processor, whatever is around', () => {
    expect(refusalOf(machine({ ...parallel, Branches: [nested(result)], Output: result }))).toBe(
      "State machine nightly, state Inner, field Output: Field '$states.result' does not exist: only Assign and Output of a Task, a Parallel or a Map have it.",
    );
    expect(found(machine({ ...map, ItemProcessor: nested(error) }))).toEqual([
      [unsupported, missing('errorOutput'), '/States/S/ItemProcessor/States/Inner/Output'],
    ]);
  });
});
