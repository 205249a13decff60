import { stackOf } from '../fixtures/template/write-package.ts';

const sections = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Nights: { Type: 'Number', Default: 7 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
  },
  Mappings: { Sizes: { dev: { Memory: 128, Zones: ['x', 'y'] }, prod: { Memory: 1769, Zones: [] } } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    SevenNights: { 'Fn::Equals': [{ Ref: 'Nights' }, 7] },
  },
};

/** The value as it stands in a property of a resource of the stack `app-dev`. */
function resolved(value: unknown): unknown {
  const { resources } = stackOf({
    ...sections,
    Resources: {
      Lake: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lake' } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Subject: { Type: 'AWS::Logs::LogGroup', Properties: { value } },
    },
  });
  return resources.find(({ logicalId }) => logicalId === 'Subject')!.properties.value;
}

// Expected values are worked out by hand from the CloudFormation user guide's page of each function.
const account = '000000000000';
test.each<[string, unknown, unknown]>([
  ['plain values', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
  ['Ref of a resource', { Ref: 'Lake' }, 'lake'],
  ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
  ['Ref of a number parameter', { Ref: 'Nights' }, '7'],
  ['Ref of a list parameter', { Ref: 'Zones' }, ['a', 'b', 'c']],
  ['AWS::AccountId', { Ref: 'AWS::AccountId' }, account],
  ['AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['AWS::StackName', { Ref: 'AWS::StackName' }, 'app-dev'],
  ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [
    'AWS::StackId',
    { Ref: 'AWS::StackId' },
    `arn:aws:cloudformation:us-east-1:${account}:stack/app-dev/00000000-0000-0000-0000-000000000000`,
  ],
  ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Lake', 'Arn'] }, 'arn:aws:s3:::lake'],
  ['Fn::GetAtt dotted', { 'Fn::GetAtt': 'Queue.Arn' }, `arn:aws:sqs:us-east-1:${account}:app-dev-Queue`],
  ['Fn::Sub of a resource', { 'Fn::Sub': 's3://${Lake}/x' }, 's3://lake/x'],
  ['Fn::Sub of an attribute', { 'Fn::Sub': '${Lake.Arn}/*' }, 'arn:aws:s3:::lake/*'],
  ['Fn::Sub of a pseudo parameter', { 'Fn::Sub': 'arn:${AWS::Partition}' }, 'arn:aws'],
  ['Fn::Sub of a literal', { 'Fn::Sub': '${!Lake} $ {x} $1' }, '${Lake} $ {x} $1'],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${a}-${Lake}', { a: { Ref: 'Stage' } }] }, 'dev-lake'],
  ['Fn::Sub with a variable that hides a resource', { 'Fn::Sub': ['${Lake}', { Lake: 'sea' }] }, 'sea'],
  ['Fn::Sub with dollars in a value', { 'Fn::Sub': ['<${a}>', { a: "$& $1 $' ${b}" }] }, "<$& $1 $' ${b}>"],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-dev-3'],
  ['Fn::Join of a list parameter', { 'Fn::Join': ['/', { Ref: 'Zones' }] }, 'a/b/c'],
  ['Fn::Join without a value', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
  ['Fn::Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  [
    'Fn::Split',
    { 'Fn::Split': [':', { 'Fn::GetAtt': ['Lake', 'Arn'] }] },
    ['arn', 'aws', 's3', '', '', 'lake'],
  ],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [5, { 'Fn::Split': [':', 'a:b:c:d:e:f'] }] }, 'f'],
  ['Fn::If that holds', { 'Fn::If': ['IsDev', { Ref: 'Stage' }, 'no'] }, 'dev'],
  ['Fn::If that does not', { a: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] } }, {}],
  ['Fn::And', { 'Fn::If': ['Both', 1, 2] }, 2],
  ['Fn::Or', { 'Fn::If': ['Either', 1, 2] }, 1],
  ['Fn::Equals of text and number', { 'Fn::If': ['SevenNights', 1, 2] }, 1],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Memory'] }, 128],
  ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'Zones'] }, ['x', 'y']],
  ['only the branch taken is resolved', { 'Fn::If': ['IsDev', 1, { Ref: 'Nowhere' }] }, 1],
  [
    'a policy Condition is no intrinsic',
    { Condition: { Bool: { x: false } } },
    { Condition: { Bool: { x: false } } },
  ],
])('%s', (_name, value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ['an unknown name', { Ref: 'Nowhere' }, 'no parameter, pseudo parameter or resource "Nowhere"'],
  [
    'an unknown attribute',
    { 'Fn::GetAtt': ['Lake', 'Color'] },
    'Lake (AWS::S3::Bucket) has no attribute Color',
  ],
  ['an unknown condition', { 'Fn::If': ['Nope', 1, 2] }, 'there is no condition "Nope"'],
  [
    'an unknown mapping',
    { 'Fn::FindInMap': ['Sizes', 'test', 'Memory'] },
    'Mappings has no Sizes.test.Memory',
  ],
  ['an import', { 'Fn::ImportValue': 'vpc' }, 'cannot import "vpc"'],
  ['a function that is not supported', { 'Fn::Cidr': [] }, 'Fn::Cidr is not supported here. Supported: Ref,'],
  ['a second member', { Ref: 'Lake', x: 1 }, 'Ref must be alone in its object, but x is too'],
  ['an index out of range', { 'Fn::Select': [2, ['a', 'b']] }, 'expects an index from 0 to 1, got 2'],
  ['a list inside text', { 'Fn::Sub': '${Zones}' }, 'expects text for ${Zones}, got ["a","b","c"]'],
  ['a join of one', { 'Fn::Join': ['-'] }, 'expects a list of 2, got ["-"]'],
])('%s is refused', (_name, value, message) => {
  expect(() => resolved(value)).toThrow(message);
  expect(() => resolved(value)).toThrow('Resources.Subject.Properties.value');
});
