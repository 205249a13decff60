import { stackOf } from '../fixtures/template/write-package.ts';

const group = (value: unknown) => ({ Type: 'AWS::Logs::LogGroup', Properties: { value } });

/** Ref and the attributes, from the page of each type in the CloudFormation user guide. */
test.each<[string, Record<string, unknown>, string, Record<string, string>]>([
  ['AWS::Athena::WorkGroup', { Name: 'wg' }, 'wg', {}],
  [
    'AWS::CloudWatch::Alarm',
    { AlarmName: 'late' },
    'late',
    { Arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:late' },
  ],
  ['AWS::Glue::Database', { DatabaseInput: {} }, 'app-dev-thing', {}],
  [
    'AWS::IAM::ManagedPolicy',
    { ManagedPolicyName: 'read' },
    'arn:aws:iam::000000000000:policy/read',
    { PolicyArn: 'arn:aws:iam::000000000000:policy/read' },
  ],
  ['AWS::IAM::Policy', { PolicyName: 'read' }, 'read', {}],
  [
    'AWS::IAM::Role',
    { RoleName: 'r', Path: '/service/' },
    'r',
    { Arn: 'arn:aws:iam::000000000000:role/service/r' },
  ],
  [
    'AWS::KMS::Key',
    {},
    'app-dev-Thing',
    { Arn: 'arn:aws:kms:us-east-1:000000000000:key/app-dev-Thing', KeyId: 'app-dev-Thing' },
  ],
  [
    'AWS::Lambda::Function',
    { FunctionName: 'f' },
    'f',
    { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
  ],
  ['AWS::Lambda::Permission', {}, 'app-dev-Thing', {}],
  ['AWS::S3::BucketPolicy', {}, 'app-dev-Thing', {}],
  [
    'AWS::SNS::Topic',
    { TopicName: 't' },
    'arn:aws:sns:us-east-1:000000000000:t',
    { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', TopicName: 't' },
  ],
  [
    'AWS::SQS::Queue',
    { QueueName: 'q' },
    'https://sqs.us-east-1.amazonaws.com/000000000000/q',
    {
      Arn: 'arn:aws:sqs:us-east-1:000000000000:q',
      QueueName: 'q',
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/q',
    },
  ],
  ['AWS::SQS::QueuePolicy', {}, 'app-dev-Thing', {}],
  [
    'AWS::Scheduler::Schedule',
    { Name: 's', GroupName: 'g' },
    's',
    { Arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/g/s' },
  ],
  [
    'AWS::Scheduler::ScheduleGroup',
    { Name: 'g' },
    'g',
    { Arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule-group/g' },
  ],
])('%s', (type, properties, physicalId, attributes) => {
  const stack = stackOf({ Resources: { Thing: { Type: type, Properties: properties } } });
  expect(stack.resources).toEqual([{ logicalId: 'Thing', type, properties, physicalId, attributes }]);
});

test('a type that nothing serves is counted, and holds what it likes', () => {
  const Db = { Type: 'AWS::RDS::DBInstance', Properties: { Endpoint: { 'Fn::GetAtt': 'Nowhere.Arn' } } };
  const { resources, leftOut } = stackOf({ Resources: { Db, Other: { Type: Db.Type }, Log: group(1) } });
  expect(resources[0]).toMatchObject({ physicalId: 'app-dev-Db', properties: {} });
  expect(leftOut!.lines()).toEqual(['not served: AWS::RDS::DBInstance (2)']);
});

test('what needs an attribute of it is refused, by name', () => {
  const Resources = { Db: { Type: 'AWS::RDS::DBInstance' }, Log: group({ 'Fn::GetAtt': 'Db.Endpoint' }) };
  expect(() => stackOf({ Resources })).toThrow('Db (AWS::RDS::DBInstance) has no attribute Endpoint locally');
});

test('a resource without a type is refused', () => {
  expect(() => stackOf({ Resources: { Db: { Properties: {} } } })).toThrow(
    'Resources.Db.Type: expects a type like AWS::S3::Bucket, got nothing.',
  );
});

test('a section that changes what is created is refused', () => {
  expect(() => stackOf({ Transform: 'AWS::Serverless-2016-10-31', Resources: {} })).toThrow(
    'Transform: this section is not supported locally',
  );
});

test('a circle of references is refused, with the way round', () => {
  const Resources = {
    A: group({ Ref: 'B' }),
    B: group({ 'Fn::Sub': '${C.Arn}' }),
    C: group({ Ref: 'A' }),
  };
  expect(() => stackOf({ Resources })).toThrow('circular reference A -> B -> C -> A');
});

test('a circle of conditions is refused', () => {
  const Conditions = { X: { 'Fn::Not': [{ Condition: 'Y' }] }, Y: { 'Fn::Not': [{ Condition: 'X' }] } };
  const Resources = { A: { ...group(1), Condition: 'X' } };
  expect(() => stackOf({ Conditions, Resources })).toThrow('circular reference X -> Y -> X');
});

test('DependsOn may close a circle, for it says nothing about values', () => {
  const Resources = { A: { ...group(1), DependsOn: 'B' }, B: { ...group({ Ref: 'A' }), DependsOn: ['A'] } };
  expect(stackOf({ Resources }).resources).toHaveLength(2);
});

test('a reference to a resource that its condition leaves out is refused', () => {
  const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
  const Resources = { A: group({ Ref: 'B' }), B: { ...group(1), Condition: 'Never' } };
  expect(() => stackOf({ Conditions, Resources })).toThrow('B is not created, because its condition Never');
});

test.each([
  [
    'a parameter without a default',
    { Type: 'String' },
    'Parameters.P.Default: expects text or a number, got nothing',
  ],
  [
    'a parameter of another type',
    { Type: 'AWS::EC2::VPC::Id', Default: 'x' },
    'Parameters.P.Type: "AWS::EC2',
  ],
])('%s is refused', (_name, parameter, message) => {
  expect(() => stackOf({ Parameters: { P: parameter }, Resources: {} })).toThrow(message);
});

test('a name that is no text is refused', () => {
  const Resources = { A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: ['x'] } } };
  expect(() => stackOf({ Resources })).toThrow('Resources.A.Properties.BucketName: a name must be text');
});
