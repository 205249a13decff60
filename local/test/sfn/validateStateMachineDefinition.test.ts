import { cleanUp, fakeService, oneState, oneTask, passThrough, startService } from './service-under-test.ts';

afterEach(cleanUp);

interface Answer {
  result: string;
  diagnostics: { code: string; location?: string; message: string; severity: string }[];
  truncated: boolean;
}

function validate(definition: unknown, more: object = {}): Promise<Answer> {
  const { call } = startService(
    { pass: passThrough },
    { fakes: [fakeService('glue', { getTable: () => ({}) })] },
  );
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  return call<Answer>('validateStateMachineDefinition', { definition: text, ...more });
}

test('a definition that runs here is OK', async () => {
  expect(await validate(passThrough)).toEqual({ result: 'OK', diagnostics: [], truncated: false });
  expect(await validate(oneTask('arn:aws:states:::aws-sdk:glue:getTable', {}))).toMatchObject({
    result: 'OK',
  });
});

// The first two in AWS's words, as recorded; local/test/conformance runs all that were recorded.
test.each<[string, unknown, object]>([
  [
    'no JSON',
    'not a definition',
    {
      code: 'INVALID_JSON_DESCRIPTION',
      location: '[Source: (String)"not a definition"; line: 1, column: 4]',
      message: expect.stringMatching(/^Unrecognized token 'not': was expecting/) as string,
    },
  ],
  [
    'a definition without its fields',
    {},
    { location: '/', message: 'These fields are required: [States, StartAt]' },
  ],
  [
    'JSON that breaks off',
    '{"StartAt": \n',
    { code: 'INVALID_JSON_DESCRIPTION', location: expect.stringMatching(/line: 2, column: 1\]$/) as string },
  ],
  ['a list', [], { message: 'Definition must be a valid JSON object' }],
  [
    'JSONPath',
    { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
    { code: 'UNSUPPORTED_QUERY_LANGUAGE', location: '/States/A/QueryLanguage' },
  ],
  [
    'what the parser refuses, at any depth',
    oneState('Both', {
      Type: 'Parallel',
      Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Result: 1, End: true } } }],
    }),
    { location: '/States/Both/Branches[0]/States/In/Result' },
  ],
  [
    'an operation that is not local',
    oneTask('arn:aws:states:::aws-sdk:glue:deleteTable', {}),
    { location: '/States/Work/Resource' },
  ],
])('%s is told', async (_, definition, diagnostic) => {
  const answer = await validate(definition);
  expect(answer).toMatchObject({ result: 'FAIL', truncated: false });
  const code = 'SCHEMA_VALIDATION_FAILED';
  expect(answer.diagnostics).toEqual([
    expect.objectContaining({ severity: 'ERROR', code, ...diagnostic }) as object,
  ]);
});

test('EXPRESS machines wait for no token', async () => {
  const machine = oneTask('arn:aws:states:::lambda:invoke.waitForTaskToken', {});
  expect(await validate(machine, { type: 'EXPRESS' })).toMatchObject({
    diagnostics: [{ location: '/States/Work/Resource' }],
  });
});

test('no more diagnostics than asked for', async () => {
  const label = (Label: string) => ({ Type: 'Map', Label, End: true });
  const machine = { StartAt: 'A', States: { A: label('#'), B: label('?') } };
  expect(await validate(machine)).toMatchObject({ diagnostics: [{}, {}], truncated: false });
  expect(await validate(machine, { maxResults: 1 })).toMatchObject({ diagnostics: [{}], truncated: true });
  await expect(validate(machine, { maxResults: 101 })).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(validate(machine, { definition: undefined })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});
