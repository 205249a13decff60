import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readResources, resourcesOfType, TemplateError } from '../template/index.ts';
import { reservedAmong } from './reserved-variables.ts';
import type { Resource, Stack } from '../template/index.ts';

/** A function of the template. */
export interface LambdaFunction {
  name: string;
  arn: string;
  handler: string;
  runtime: string;
  description: string;
  memoryMb: number;
  timeoutMs: number;
  /** How many events may be handled at once; undefined leaves it to the account, which here is the machine. */
  reservedConcurrency: number | undefined;
  /** Name of the role that its calls are authorised by. */
  roleName: string;
  roleArn: string;
  /** Environment.Variables. */
  variables: Record<string, string>;
  /** The packaged zip. */
  zipFile: string;
  /** Besides `$LATEST`. */
  versions: string[];
}

/** Properties that change what runs here. */
const used = [
  'Code',
  'Description',
  'Environment',
  'FunctionName',
  'Handler',
  'MemorySize',
  'PackageType',
  'ReservedConcurrentExecutions',
  'Role',
  'Runtime',
  'Timeout',
];

/** Those that AWS still takes. All run on the Node.js that the local runtime itself runs on. */
const runtimes = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];

/**
 * Properties that matter on AWS only: to the hardware, to the account's quotas, to logs and traces that are kept
 * elsewhere here, and to where events go that failed: here into the function's log.
 */
const withoutEffect = [
  'Architectures',
  'DeadLetterConfig',
  'EphemeralStorage',
  'KmsKeyArn',
  'LoggingConfig',
  'RecursiveLoop',
  'RuntimeManagementConfig',
  'Tags',
  'TracingConfig',
];

/**
 * The functions of the template by name.
 * @throws TemplateError for a property that would change what runs and is not supported, or a zip that is missing
 */
export function readFunctions(stack: Stack): Map<string, LambdaFunction> {
  const functions = readResources(stack, 'AWS::Lambda::Function', (resource) =>
    readFunction(resource, stack),
  );
  return new Map(functions.map((fn) => [fn.name, fn]));
}

function readFunction(resource: Resource, stack: Stack): LambdaFunction {
  const where = `Resources.${resource.logicalId}.Properties`;
  const { properties, physicalId: name } = resource;
  refuseUnsupported(properties, where);
  const role = resourcesOfType(stack, 'AWS::IAM::Role').find(
    ({ attributes }) => attributes.Arn === properties.Role,
  );
  if (!role)
    throw new TemplateError(`${where}.Role`, `the template has no role ${JSON.stringify(properties.Role)}.`);
  return {
    name,
    arn: resource.attributes.Arn!,
    handler: text(properties, 'Handler', where),
    runtime: text(properties, 'Runtime', where),
    description: properties.Description === undefined ? '' : text(properties, 'Description', where),
    memoryMb: integer(properties.MemorySize ?? 128, [128, 10_240], `${where}.MemorySize`),
    timeoutMs: integer(properties.Timeout ?? 3, [1, 900], `${where}.Timeout`) * 1000,
    reservedConcurrency: reservedConcurrency(properties, where),
    roleName: role.physicalId,
    roleArn: role.attributes.Arn!,
    variables: variables(properties, where),
    zipFile: zipFile(properties, stack, where),
    versions: versionsOf(resource, stack),
  };
}

function refuseUnsupported(properties: Record<string, unknown>, where: string): void {
  const unknown = Object.keys(properties).find((property) => ![...used, ...withoutEffect].includes(property));
  if (unknown) throw new TemplateError(`${where}.${unknown}`, 'is not supported for a function locally.');
  if ((properties.PackageType ?? 'Zip') !== 'Zip') {
    throw new TemplateError(
      `${where}.PackageType`,
      'only Zip is supported locally: there is no Docker here.',
    );
  }
  if (!runtimes.includes(String(properties.Runtime))) {
    throw new TemplateError(
      `${where}.Runtime`,
      `only ${runtimes.join(', ')} are supported locally, got ${JSON.stringify(properties.Runtime)}.`,
    );
  }
}

function text(properties: Record<string, unknown>, name: string, where: string): string {
  const value = properties[name];
  if (typeof value === 'string') return value;
  throw new TemplateError(`${where}.${name}`, `expects text, got ${JSON.stringify(value)}.`);
}

function integer(value: unknown, [least, most]: [number, number], where: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new TemplateError(
    where,
    `expects an integer from ${least} to ${most}, got ${JSON.stringify(value)}.`,
  );
}

function reservedConcurrency(properties: Record<string, unknown>, where: string): number | undefined {
  const value = properties.ReservedConcurrentExecutions;
  if (value === undefined) return undefined;
  return integer(value, [0, 1_000_000], `${where}.ReservedConcurrentExecutions`);
}

function variables(properties: Record<string, unknown>, where: string): Record<string, string> {
  const given =
    (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
  const scalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const bad = Object.entries(given).find(([, value]) => !scalar(value));
  if (bad) {
    throw new TemplateError(
      `${where}.Environment.Variables.${bad[0]}`,
      `expects text, got ${JSON.stringify(bad[1])}.`,
    );
  }
  const texts = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  const [reserved] = reservedAmong(texts);
  if (reserved === undefined) return texts;
  throw new TemplateError(
    `${where}.Environment.Variables.${reserved}`,
    'is reserved: Lambda sets it itself, and refuses a function that does.',
  );
}

function zipFile(properties: Record<string, unknown>, stack: Stack, where: string): string {
  const code = properties.Code as { S3Key?: unknown } | string | undefined;
  // A path is what `aws cloudformation package` has not put into a bucket yet.
  const file = typeof code === 'string' ? code : code?.S3Key;
  if (typeof file !== 'string') {
    throw new TemplateError(`${where}.Code`, 'expects S3Key, naming a zip of the package directory.');
  }
  const candidates = [join(stack.directory, file), join(stack.directory, basename(file))];
  const found = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return found;
  throw new TemplateError(
    `${where}.Code`,
    `${candidates.at(-1)} does not exist. Package again: npx sls package.`,
  );
}

function versionsOf(resource: Resource, stack: Stack): string[] {
  return resourcesOfType(stack, 'AWS::Lambda::Version')
    .filter(({ properties }) =>
      [resource.physicalId, resource.attributes.Arn].includes(String(properties.FunctionName)),
    )
    .map(({ attributes }) => attributes.Version!);
}
