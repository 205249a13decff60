import { createAuthorize, rolePrincipal } from '../../src/iam/index.ts';
import { ServiceError } from '../../src/service.ts';
import type { Call, Permission } from '../../src/service.ts';
import { stackOf } from '../fixtures/template/write-package.ts';

type Statement = Record<string, unknown>;

const role = (Properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'fn', AssumeRolePolicyDocument: {}, ...Properties },
});
const inline = (...Statement: Statement[]) => ({
  Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement } }],
});
const bucketPolicy = (...Statement: Statement[]) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: 'lake', PolicyDocument: { Statement } },
});

const session = 'arn:aws:sts::000000000000:assumed-role/fn/session';
const asRole: Call = { principal: rolePrincipal('fn', 'session'), requestId: 'r' };
const asAdministrator: Call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'r' };
const get: Permission = { action: 's3:GetObject', resource: 'arn:aws:s3:::lake/bronze/a.json' };

/** The code that the call is refused with, or `allowed`. */
function outcome(resources: Record<string, unknown>, permission: Permission, call = asRole): string {
  try {
    createAuthorize(stackOf({ Resources: resources }))([permission], call);
    return 'allowed';
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.message.slice(error.message.lastIndexOf('"') + 2) || error.code;
  }
}
const notAllowed = (action: string) => `because no identity-based policy allows the ${action} action`;
const deniedByRole = 'with an explicit deny in an identity-based policy';
const deniedByBucket = 'with an explicit deny in a resource-based policy';

describe('statements of a role', () => {
  // Expected decisions: IAM user guide, "Policy evaluation logic" and the pages of the policy elements.
  test.each<[string, Statement[], string]>([
    ['nothing allows', [], notAllowed('s3:GetObject')],
    ['exact', [{ Effect: 'Allow', Action: 's3:GetObject', Resource: get.resource }], 'allowed'],
    [
      'action in another case',
      [{ Effect: 'Allow', Action: 'S3:getobject', Resource: get.resource }],
      'allowed',
    ],
    [
      'resource in another case',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::LAKE/*' }],
      notAllowed('s3:GetObject'),
    ],
    ['star', [{ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::lake/bronze/*' }], 'allowed'],
    ['star within', [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::lake/*.json' }], 'allowed'],
    [
      'question mark',
      [{ Effect: 'Allow', Action: 's3:?etObject', Resource: 'arn:aws:s3:::lak?/*' }],
      'allowed',
    ],
    [
      'a dot is a dot',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::lake/bronze/a.jso.' }],
      notAllowed('s3:GetObject'),
    ],
    [
      'a question mark is one character',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::lake?/*' }],
      notAllowed('s3:GetObject'),
    ],
    ['lists', [{ Effect: 'Allow', Action: ['s3:Put*', 's3:Get*'], Resource: ['x', '*'] }], 'allowed'],
    [
      'another prefix',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::lake/silver/*' }],
      notAllowed('s3:GetObject'),
    ],
    ['NotAction', [{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }], 'allowed'],
    [
      'NotAction that names it',
      [{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }],
      notAllowed('s3:GetObject'),
    ],
    ['NotResource', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::other/*' }], 'allowed'],
    [
      'NotResource that names it',
      [{ Effect: 'Allow', Action: '*', NotResource: ['arn:aws:s3:::lake/*'] }],
      notAllowed('s3:GetObject'),
    ],
    [
      'Deny wins over Allow',
      [
        { Effect: 'Deny', Action: 's3:*', Resource: '*/bronze/*' },
        { Effect: 'Allow', Action: '*', Resource: '*' },
      ],
      deniedByRole,
    ],
    [
      'Allow before a Deny that does not apply',
      [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' },
      ],
      'allowed',
    ],
  ])('%s', (_name, statements, expected) => {
    expect(outcome({ Role: role(inline(...statements)) }, get)).toBe(expected);
  });
});

describe('conditions', () => {
  const list: Permission = {
    action: 's3:ListBucket',
    resource: 'arn:aws:s3:::lake',
    context: { 's3:prefix': 'bronze/x/', 'test:arn': 'arn:aws:sns:us-east-1:1:a/b' },
  };
  const refused = notAllowed('s3:ListBucket');
  // Expected decisions: IAM user guide, "Condition operators", with its rule for keys that are missing.
  test.each<[string, Record<string, unknown>, string]>([
    ['StringEquals', { StringEquals: { 's3:prefix': 'bronze/x/' } }, 'allowed'],
    ['StringEquals, key in another case', { StringEquals: { 'S3:Prefix': 'bronze/x/' } }, 'allowed'],
    ['StringEquals, other value', { StringEquals: { 's3:prefix': 'bronze/X/' } }, refused],
    ['StringEquals, star is a star', { StringEquals: { 's3:prefix': 'bronze/*' } }, refused],
    ['StringEquals, any value', { StringEquals: { 's3:prefix': ['', 'bronze/x/'] } }, 'allowed'],
    ['StringEquals, key missing', { StringEquals: { 's3:delimiter': '/' } }, refused],
    ['StringEqualsIfExists, key missing', { StringEqualsIfExists: { 's3:delimiter': '/' } }, 'allowed'],
    ['StringEqualsIfExists, other value', { StringEqualsIfExists: { 's3:prefix': '/' } }, refused],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 's3:prefix': 'BRONZE/x/' } }, 'allowed'],
    ['StringNotEquals', { StringNotEquals: { 's3:prefix': 'silver/' } }, 'allowed'],
    ['StringNotEquals, one of them', { StringNotEquals: { 's3:prefix': ['silver/', 'bronze/x/'] } }, refused],
    ['StringNotEquals, key missing', { StringNotEquals: { 's3:delimiter': '/' } }, 'allowed'],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { 's3:prefix': 'BRONZE/X/' } }, refused],
    ['StringLike', { StringLike: { 's3:prefix': ['silver/*', 'bronze/*'] } }, 'allowed'],
    ['StringLike, other value', { StringLike: { 's3:prefix': 'bronze/y*' } }, refused],
    ['StringNotLike', { StringNotLike: { 's3:prefix': 'bronze/*' } }, refused],
    ['ArnLike', { ArnLike: { 'test:arn': 'arn:aws:sns:*:1:a/*' } }, 'allowed'],
    ['ArnLike, star does not cross a colon', { ArnLike: { 'test:arn': 'arn:aws:*:a/b' } }, refused],
    ['ArnEquals', { ArnEquals: { 'test:arn': 'arn:aws:sns:us-east-1:1:a/b' } }, 'allowed'],
    ['ArnNotLike', { ArnNotLike: { 'test:arn': 'arn:aws:sns:*:*:*' } }, refused],
    ['ArnNotEquals', { ArnNotEquals: { 'test:arn': 'arn:aws:sqs:*:*:*' } }, 'allowed'],
    ['Bool of loopback', { Bool: { 'aws:SecureTransport': true } }, 'allowed'],
    ['Bool, text', { Bool: { 'aws:SecureTransport': 'false' } }, refused],
    ['Null of a missing key', { Null: { 's3:delimiter': 'true' } }, 'allowed'],
    ['Null of a key that is there', { Null: { 's3:prefix': true } }, refused],
    [
      'aws:PrincipalArn is the role',
      { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/fn' } },
      'allowed',
    ],
    ['aws:RequestedRegion', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, 'allowed'],
    [
      'all operators must hold',
      { StringLike: { 's3:prefix': '*' }, Bool: { 'aws:SecureTransport': 'false' } },
      refused,
    ],
  ])('%s', (_name, Condition, expected) => {
    const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition };
    expect(outcome({ Role: role(inline(statement)) }, list)).toBe(expected);
  });
});

describe("a bucket's policy", () => {
  const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
  const deny = (more: Statement) => ({
    Effect: 'Deny',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::lake/*',
    ...more,
  });
  const allow = (more: Statement) => ({ ...deny(more), Effect: 'Allow' });

  test.each<[string, Statement, string]>([
    ['for everybody', deny({ Principal: '*' }), deniedByBucket],
    ['for everybody, as AWS: *', deny({ Principal: { AWS: '*' } }), deniedByBucket],
    ['for the role', deny({ Principal: { AWS: ['arn:aws:iam::000000000000:role/fn'] } }), deniedByBucket],
    ['for the session', deny({ Principal: { AWS: session } }), deniedByBucket],
    ['for the account', deny({ Principal: { AWS: '000000000000' } }), deniedByBucket],
    ['for another role', deny({ Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } }), 'allowed'],
    ['for a service', deny({ Principal: { Service: 'logging.s3.amazonaws.com' } }), 'allowed'],
    ['for another key', deny({ Principal: '*', Resource: 'arn:aws:s3:::lake/silver/*' }), 'allowed'],
    [
      'for insecure transport',
      deny({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': false } } }),
      'allowed',
    ],
  ])('denies %s', (_name, statement, expected) => {
    expect(outcome({ Role: role(inline(allowAll)), Policy: bucketPolicy(statement) }, get)).toBe(expected);
  });

  test.each<[string, Statement, string]>([
    ['everybody', allow({ Principal: '*' }), 'allowed'],
    ['the role', allow({ Principal: { AWS: 'arn:aws:iam::000000000000:role/fn' } }), 'allowed'],
    [
      'only the account',
      allow({ Principal: { AWS: 'arn:aws:iam::000000000000:root' } }),
      notAllowed('s3:GetObject'),
    ],
  ])('allows %s', (_name, statement, expected) => {
    expect(outcome({ Role: role(), Policy: bucketPolicy(statement) }, get)).toBe(expected);
  });

  test('is that of its own bucket only', () => {
    const other = { ...get, resource: 'arn:aws:s3:::lake-2/a' };
    const policy = bucketPolicy({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' });
    expect(outcome({ Role: role(inline(allowAll)), Policy: policy }, other)).toBe('allowed');
  });

  test('stops the administrator too when it denies, and nothing else does', () => {
    expect(outcome({}, get, asAdministrator)).toBe('allowed');
    expect(outcome({ Policy: bucketPolicy(deny({ Principal: '*' })) }, get, asAdministrator)).toBe(
      deniedByBucket,
    );
    expect(outcome({ Policy: bucketPolicy(allow({ Principal: '*' })) }, get, asAdministrator)).toBe(
      'allowed',
    );
  });
});

describe('where policies come from', () => {
  const document = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } };

  test('AWS::IAM::Policy through Roles', () => {
    const policy = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', PolicyDocument: document, Roles: [{ Ref: 'Role' }] },
    };
    expect(outcome({ Role: role(), Policy: policy }, get)).toBe('allowed');
  });

  test('AWS::IAM::ManagedPolicy through ManagedPolicyArns and through Roles', () => {
    const managed = (more: Statement) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: document, ...more },
    });
    const byArn = { Role: role({ ManagedPolicyArns: [{ Ref: 'Policy' }] }), Policy: managed({}) };
    const byRole = { Role: role(), Policy: managed({ Roles: [{ Ref: 'Role' }] }) };
    expect(outcome(byArn, get)).toBe('allowed');
    expect(outcome(byRole, get)).toBe('allowed');
  });

  test('AWSLambdaBasicExecutionRole', () => {
    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'];
    const put = {
      action: 'logs:PutLogEvents',
      resource: 'arn:aws:logs:us-east-1:000000000000:log-group:x:*',
    };
    expect(outcome({ Role: role({ ManagedPolicyArns }) }, put)).toBe('allowed');
    expect(outcome({ Role: role({ ManagedPolicyArns }) }, get)).toBe(notAllowed('s3:GetObject'));
  });
});

describe('refusals bear the words and codes of AWS', () => {
  const refusal = (permissions: Permission[]): ServiceError => {
    const authorize = createAuthorize(stackOf({ Resources: { Role: role() } }));
    try {
      authorize(permissions, asRole);
    } catch (error) {
      return error as ServiceError;
    }
    throw new Error('was allowed');
  };

  // Source: recorded replies of S3 quote the resource, those of other services do not.
  test('S3', () => {
    const { code, statusCode, message } = refusal([get]);
    expect({ code, statusCode, message }).toEqual({
      code: 'AccessDenied',
      statusCode: 403,
      message:
        `User: ${session} is not authorized to perform: s3:GetObject on resource: ` +
        '"arn:aws:s3:::lake/bronze/a.json" because no identity-based policy allows the s3:GetObject action',
    });
  });

  test('Glue, and the first permission that lacks is named', () => {
    const resource = 'arn:aws:glue:us-east-1:000000000000:catalog';
    const { code, statusCode, message } = refusal([{ action: 'glue:GetTable', resource }, get]);
    expect({ code, statusCode, message }).toEqual({
      code: 'AccessDeniedException',
      statusCode: 400,
      message:
        `User: ${session} is not authorized to perform: glue:GetTable on resource: ${resource} ` +
        'because no identity-based policy allows the glue:GetTable action',
    });
  });

  test('Lambda', () => {
    expect(refusal([{ action: 'lambda:InvokeFunction', resource: 'arn' }])).toMatchObject({
      code: 'AccessDeniedException',
      statusCode: 403,
    });
  });
});

describe('what cannot be decided as AWS does is refused at load', () => {
  const statement = (more: Statement) =>
    role(inline({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more }));
  test.each<[string, Record<string, unknown>, string]>([
    [
      'an operator',
      { Role: statement({ Condition: { NumericLessThan: { 's3:max-keys': 10 } } }) },
      'Resources.Role.Properties.Policies[0].PolicyDocument.Statement[0].Condition.NumericLessThan.s3:max-keys: this',
    ],
    [
      'a set operator',
      { Role: statement({ Condition: { 'ForAllValues:StringEquals': { a: 'b' } } }) },
      'operator',
    ],
    [
      'a global key',
      { Role: statement({ Condition: { Bool: { 'aws:ViaAWSService': true } } }) },
      'condition key',
    ],
    [
      'a policy variable',
      { Role: statement({ Resource: 'arn:aws:s3:::lake/${aws:userid}/*' }) },
      'policy variables',
    ],
    ['an unknown member', { Role: statement({ Actions: 's3:*' }) }, 'Statement[0].Actions: is not supported'],
    ['both Action and NotAction', { Role: statement({ NotAction: 's3:*' }) }, 'one of Action and NotAction'],
    ['an effect', { Role: statement({ Effect: 'Maybe' }) }, 'must be Allow or Deny, got "Maybe"'],
    ['a principal of a role policy', { Role: statement({ Principal: '*' }) }, 'must not have a Principal'],
    [
      'a managed policy',
      { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'] }) },
      'does not know arn:aws',
    ],
    ['a boundary', { Role: role({ PermissionsBoundary: 'arn' }) }, 'PermissionsBoundary: is not supported'],
    [
      'a NotPrincipal',
      { P: bucketPolicy({ Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: '*' }) },
      'NotPrincipal: is not supported',
    ],
    [
      'a federated principal',
      { P: bucketPolicy({ Effect: 'Deny', Action: '*', Resource: '*', Principal: { Federated: 'x' } }) },
      'expects "*", { AWS } or { Service }',
    ],
    [
      'a policy for a role elsewhere',
      {
        P: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', Roles: ['other'], PolicyDocument: { Statement: [] } },
        },
      },
      'the template has no role named other',
    ],
  ])('%s', (_name, Resources, message) => {
    expect(() => createAuthorize(stackOf({ Resources }))).toThrow(message);
  });
});
