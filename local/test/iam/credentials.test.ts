import { createCredentials } from '../../src/iam/index.ts';

test('issued keys name their role and function', () => {
  const credentials = createCredentials();
  const issued = credentials.issue('app-dev-cluster', 'cluster');
  expect(issued.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  expect(credentials.holderOf(issued.accessKeyId)).toEqual({
    principal: {
      arn: 'arn:aws:sts::000000000000:assumed-role/app-dev-cluster/cluster',
      roleName: 'app-dev-cluster',
      functionName: 'cluster',
    },
    credentials: issued,
  });
});

test('every session has keys of its own', () => {
  const credentials = createCredentials();
  const [one, two] = [credentials.issue('role', 'one'), credentials.issue('role', 'two')];
  expect(one.accessKeyId).not.toBe(two.accessKeyId);
  expect(one.secretAccessKey).not.toBe(two.secretAccessKey);
  expect(one.sessionToken).not.toBe(two.sessionToken);
});

test.each(['', 'test', 'AKIAIOSFODNN7EXAMPLE'])('the key %s is the administrator', (key) => {
  expect(createCredentials().holderOf(key)).toEqual({
    principal: { arn: 'arn:aws:iam::000000000000:root' },
  });
});
