/** Examples of the IAM user guide, https://docs.aws.amazon.com/IAM/latest/UserGuide/, with the decisions that it tells. */
import { createAuthorize, rightsByRole, rolePrincipal } from '../../src/iam/index.ts';
import type { Decision } from '../../src/iam/index.ts';
import { stackOf } from '../fixtures/template/write-package.ts';

type Statement = Record<string, unknown>;

const template = (Statement: Statement | Statement[], resources: object = {}) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'fn',
        AssumeRolePolicyDocument: {},
        Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement } }],
      },
    },
    ...resources,
  },
});

/** Whether and how the role with these statements is denied, and which of its rights allowed it. */
function decide(packaged: Record<string, unknown>, action: string, resource: string) {
  const decisions: Decision[] = [];
  const authorize = createAuthorize(stackOf(packaged), (decision) => decisions.push(decision));
  try {
    authorize([{ action, resource }], { principal: rolePrincipal('fn', 'session'), requestId: 'r' });
  } catch {
    // The decision has the reason.
  }
  const { denied, by } = decisions[0]!;
  return { denied, by: by.map((right) => `${right.action} on ${right.resource}`) };
}

const implicitly = (action: string) => `because no identity-based policy allows the ${action} action`;
const explicitly = 'with an explicit deny in an identity-based policy';

describe('reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html', () => {
  const policy = template([
    { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
    { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
  ]);
  test.each([
    ['iam:GetUser', undefined],
    ['iam:ListRoles', undefined],
    ['iam:CreatePolicy', implicitly('iam:CreatePolicy')],
    ['iam:GetOrganizationsAccessReport', explicitly],
    ['iam:GenerateCredentialReport', explicitly],
  ])('%s', (action, denied) => {
    expect(decide(policy, action, '*').denied).toBe(denied);
  });
});

describe('reference_policies_elements_notaction.html', () => {
  const policy = template({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' });
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::bucket/key', undefined],
    ['s3:DeleteBucket', 'arn:aws:s3:::bucket', implicitly('s3:DeleteBucket')],
    ['s3:ListAllMyBuckets', '*', implicitly('s3:ListAllMyBuckets')],
    ['glue:GetTable', 'arn:aws:glue:us-east-1:000000000000:catalog', implicitly('glue:GetTable')],
  ])('%s on %s', (action, resource, denied) => {
    expect(decide(policy, action, resource).denied).toBe(denied);
  });
});

describe('reference_policies_elements_notresource.html', () => {
  const policy = template([
    {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'],
    },
    { Effect: 'Allow', Action: '*', Resource: '*' },
  ]);
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/may.csv', undefined],
    ['s3:GetObject', 'arn:aws:s3:::HRBucket/Offers/may.csv', explicitly],
    ['s3:ListBucket', 'arn:aws:s3:::OtherBucket', explicitly],
    ['glue:GetTable', 'arn:aws:glue:us-east-1:000000000000:catalog', undefined],
  ])('%s on %s', (action, resource, denied) => {
    expect(decide(policy, action, resource).denied).toBe(denied);
  });
});

describe('reference_policies_elements_resource.html', () => {
  const policy = template({
    Effect: 'Allow',
    Action: '*',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*',
  });
  test.each([
    ['1/test/object.jpg', undefined],
    ['1/2/test/object.jpg', undefined],
    ['1/2/test/3/object.jpg', undefined],
    ['1/2/3/test/4/object.jpg', undefined],
    ['1///test///object.jpg', undefined],
    ['1/test/.jpg', undefined],
    ['/test/object.jpg', undefined],
    ['1/test/', undefined],
    ['1-test/object.jpg', implicitly('s3:GetObject')],
    ['test/object.jpg', implicitly('s3:GetObject')],
    ['1/2/test.jpg', implicitly('s3:GetObject')],
  ])('%s', (key, denied) => {
    expect(decide(policy, 's3:GetObject', `arn:aws:s3:::amzn-s3-demo-bucket/${key}`).denied).toBe(denied);
  });
});

describe('the rights of a role', () => {
  const policy = template([
    {
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:GetObject', 's3:PutObject'],
      Resource: ['arn:aws:s3:::a/*', '*'],
    },
    { Effect: 'Allow', NotAction: ['s3:Put*', 's3:Delete*'], NotResource: 'arn:aws:s3:::b' },
    { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::c/*' },
  ]);

  test('are told as its policies have them', () => {
    const actions = ['s3:Get*', 's3:GetObject', 's3:PutObject'];
    expect(rightsByRole(stackOf(policy))).toEqual(
      new Map([
        [
          'fn',
          [
            ...actions.flatMap((action) => [
              { action, resource: 'arn:aws:s3:::a/*' },
              { action, resource: '*' },
            ]),
            { action: 'not s3:Put*, s3:Delete*', resource: 'not arn:aws:s3:::b' },
          ],
        ],
      ]),
    );
  });

  test('that cover what is asked are all told with the decision', () => {
    const notPut = 'not s3:Put*, s3:Delete* on not arn:aws:s3:::b';
    expect(decide(policy, 's3:GetObject', 'arn:aws:s3:::a/x')).toEqual({
      denied: undefined,
      by: [
        's3:Get* on arn:aws:s3:::a/*',
        's3:Get* on *',
        's3:GetObject on arn:aws:s3:::a/*',
        's3:GetObject on *',
        notPut,
      ],
    });
    expect(decide(policy, 's3:GetObject', 'arn:aws:s3:::c/x')).toEqual({ denied: explicitly, by: [] });
  });

  test('are none where only the bucket allows', () => {
    const bucket = {
      Bucket: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'lake',
          PolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::000000000000:role/fn' },
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::lake/*',
            },
          },
        },
      },
    };
    const unrelated = { Effect: 'Allow', Action: 'glue:*', Resource: '*' };
    const decision = decide(template(unrelated, bucket), 's3:GetObject', 'arn:aws:s3:::lake/key');
    expect(decision).toEqual({ denied: undefined, by: [] });
  });
});
