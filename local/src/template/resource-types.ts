import { shown, TemplateError } from './template-error.ts';
import type { Place } from './place.ts';

/** What the identifiers of a resource are made of. */
interface Naming extends Place {
  /** The explicit name, or `<stack>-<logicalId>`. */
  name: string;
  properties: Record<string, unknown>;
}

interface ResourceType {
  /** Nothing here serves it: others may name it, and whoever calls it is refused. */
  unserved?: true;
  /** The property that holds the explicit name; dots lead into objects. */
  nameProperty?: string;
  /** Whether names are lower-case only. */
  lowerCase?: boolean;
  /** What `Ref` gives; the name if absent. */
  ref?(naming: Naming): string;
  /** What `Fn::GetAtt` gives. */
  attributes?(naming: Naming): Record<string, string>;
}

function arn(naming: Naming, service: string, resource: string): string {
  return `arn:${naming.partition}:${service}:${naming.region}:${naming.accountId}:${resource}`;
}

function iamArn(naming: Naming, kind: 'role' | 'policy'): string {
  const path = typeof naming.properties.Path === 'string' ? naming.properties.Path : '/';
  return `arn:${naming.partition}:iam::${naming.accountId}:${kind}${path}${naming.name}`;
}

function functionArn(naming: Naming): string {
  const name = String(naming.properties.FunctionName);
  return name.startsWith('arn:') ? name : arn(naming, 'lambda', `function:${name}`);
}

function queueUrl(naming: Naming): string {
  return `https://sqs.${naming.region}.${naming.urlSuffix}/${naming.accountId}/${naming.name}`;
}

function scheduleArn(naming: Naming): string {
  const group = typeof naming.properties.GroupName === 'string' ? naming.properties.GroupName : 'default';
  return arn(naming, 'scheduler', `schedule/${group}/${naming.name}`);
}

/**
 * The types of resources that the local runtime knows, with the return values that the CloudFormation user guide
 * gives for each. Nothing serves a type that is not here; it is called by its logical id and has no attributes.
 */
export const resourceTypes: Record<string, ResourceType> = {
  'AWS::Athena::WorkGroup': { nameProperty: 'Name' },
  'AWS::CloudWatch::Alarm': {
    unserved: true,
    nameProperty: 'AlarmName',
    attributes: (n) => ({ Arn: arn(n, 'cloudwatch', `alarm:${n.name}`) }),
  },
  'AWS::DynamoDB::Table': {
    unserved: true,
    nameProperty: 'TableName',
    attributes: (n) => ({ Arn: arn(n, 'dynamodb', `table/${n.name}`) }),
  },
  'AWS::Glue::Database': { nameProperty: 'DatabaseInput.Name', lowerCase: true },
  'AWS::Glue::Table': { nameProperty: 'TableInput.Name', lowerCase: true },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: (n) => iamArn(n, 'policy'),
    attributes: (n) => ({ PolicyArn: iamArn(n, 'policy') }),
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName' },
  'AWS::IAM::Role': { nameProperty: 'RoleName', attributes: (n) => ({ Arn: iamArn(n, 'role') }) },
  'AWS::KMS::Key': { attributes: (n) => ({ Arn: arn(n, 'kms', `key/${n.name}`), KeyId: n.name }) },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: (n) => ({ Arn: arn(n, 'lambda', `function:${n.name}`) }),
  },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::Version': {
    ref: (n) => `${functionArn(n)}:1`,
    attributes: (n) => ({ FunctionArn: `${functionArn(n)}:1`, Version: '1' }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: (n) => ({ Arn: arn(n, 'logs', `log-group:${n.name}:*`) }),
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    lowerCase: true,
    attributes: (n) => ({
      Arn: `arn:${n.partition}:s3:::${n.name}`,
      DomainName: `${n.name}.s3.${n.urlSuffix}`,
      RegionalDomainName: `${n.name}.s3.${n.region}.${n.urlSuffix}`,
    }),
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::SNS::Topic': {
    unserved: true,
    nameProperty: 'TopicName',
    ref: (n) => arn(n, 'sns', n.name),
    attributes: (n) => ({ TopicArn: arn(n, 'sns', n.name), TopicName: n.name }),
  },
  'AWS::SQS::Queue': {
    unserved: true,
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: (n) => ({ Arn: arn(n, 'sqs', n.name), QueueName: n.name, QueueUrl: queueUrl(n) }),
  },
  'AWS::SQS::QueuePolicy': { unserved: true },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    attributes: (n) => ({ Arn: scheduleArn(n) }),
  },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    attributes: (n) => ({ Arn: arn(n, 'scheduler', `schedule-group/${n.name}`) }),
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: (n) => arn(n, 'states', `stateMachine:${n.name}`),
    attributes: (n) => ({ Arn: arn(n, 'states', `stateMachine:${n.name}`), Name: n.name }),
  },
};

const typeOf = (type: string): ResourceType =>
  Object.hasOwn(resourceTypes, type) ? resourceTypes[type]! : { unserved: true };

/** Whether something here serves resources of a type, or there is nothing about them to serve. */
export function isServed(type: string): boolean {
  return typeOf(type).unserved !== true;
}

/** Of a resource's properties, the one that holds its name. */
export function onlyName(type: string, properties: Record<string, unknown>): Record<string, unknown> {
  const name = typeOf(type).nameProperty?.split('.')[0];
  return name !== undefined && Object.hasOwn(properties, name) ? { [name]: properties[name] } : {};
}

/**
 * The identifiers of a resource whose properties are resolved.
 * @throws TemplateError when the name is not text
 */
export function identify(
  logicalId: string,
  type: string,
  properties: Record<string, unknown>,
  place: Place,
): { physicalId: string; attributes: Record<string, string> } {
  const rule = typeOf(type);
  const naming: Naming = { ...place, properties, name: nameOf(rule, logicalId, properties, place) };
  return { physicalId: rule.ref?.(naming) ?? naming.name, attributes: rule.attributes?.(naming) ?? {} };
}

function nameOf(
  rule: ResourceType,
  logicalId: string,
  properties: Record<string, unknown>,
  place: Place,
): string {
  const path = rule.nameProperty?.split('.') ?? [];
  const explicit = path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)?.[key],
    properties,
  );
  if (path.length > 0 && explicit !== undefined) {
    if (typeof explicit === 'string' && explicit !== '') return explicit;
    throw new TemplateError(
      `Resources.${logicalId}.Properties.${path.join('.')}`,
      `a name must be text that is not empty, got ${shown(explicit)}.`,
    );
  }
  const generated = `${place.stackName}-${logicalId}`;
  return rule.lowerCase ? generated.toLowerCase() : generated;
}
