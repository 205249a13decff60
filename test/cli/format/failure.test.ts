import { describeFailure } from '../../../cli/format/failure.ts';

const system = (code: string, members: object = {}) =>
  Object.assign(new Error(`${code}: no space left on device, write`), { code, ...members });

test.each([
  [
    'the file that could not be made',
    system('ENOSPC', { path: '/lake/states/x.jsonl' }),
    '/lake/states/x.jsonl',
  ],
  ['the home where writing to an open file failed', system('ENOSPC'), '/lake'],
  ['the home where a quota is used up', system('EDQUOT'), '/lake'],
])('a full disk names %s', (_, error, path) => {
  const { message } = describeFailure(error, '/lake');
  expect(message).toBe(
    `The disk is full: nothing more can be written to ${path}. Make room there, or choose another directory with --home.`,
  );
});

test('an endpoint that is gone is told so', () => {
  const error = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
  expect(describeFailure(error, '/lake').message).toBe(
    'The endpoint does not answer (any more): ECONNREFUSED.',
  );
});
test.each(['CredentialsProviderError', 'ExpiredTokenException', 'UnrecognizedClientException'])(
  '%s says what to set',
  (name) => {
    const error = Object.assign(new Error('Could not load credentials from any providers'), { name });
    expect(describeFailure(error, '/lake')).toEqual({
      code: name,
      message: expect.stringMatching(
        /^Could not load .* providers\. .*Set AWS_PROFILE, or AWS_ACCESS_KEY_ID /,
      ) as string,
    });
  },
);
